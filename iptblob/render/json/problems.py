"""What is wrong with a snapshot, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.snapshot.integrity import Problem
from iptblob.unread import Unread

SCHEMA = 1


def problems_json(
    file: str, problems: Sequence[Problem], notes: Sequence[str], unread: Iterable[Unread], *, ok: bool
) -> str:
    """One line: schema, file, whether it is what was captured and all that was asked for fits, problems, notes, and
    why the file was not read where it was not."""
    value = {
        "schema": SCHEMA, "file": file, "ok": ok,
        "problems": [asdict(problem) for problem in problems], "notes": list(notes),
        "unread": unread_json(unread),
    }  # fmt: skip
    return dumps(value) + "\n"
