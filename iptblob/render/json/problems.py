"""What is wrong with a snapshot, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from iptblob.render.json.encode import dumps
from iptblob.snapshot.integrity import Problem

SCHEMA = 1


def problems_json(file: str, problems: Sequence[Problem], notes: Sequence[str], *, ok: bool) -> str:
    """One line: schema, file, whether it is what was captured and all that was asked for fits, problems, notes."""
    value = {
        "schema": SCHEMA, "file": file, "ok": ok,
        "problems": [asdict(problem) for problem in problems], "notes": list(notes),
    }  # fmt: skip
    return dumps(value) + "\n"
