"""What `build` made of a text, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from iptblob.escape import visible
from iptblob.render.json.encode import dumps
from iptblob.restore.problems import TextProblem

if TYPE_CHECKING:
    from iptblob.building.source import TextSource
    from iptblob.building.text import CompiledTable

SCHEMA = 1


def built_json(found: TextSource, paths: Sequence[str]) -> str:
    """The text of one object; ``paths`` are the files that were written, one for each table or one for all."""
    return dumps({
        "schema": SCHEMA,
        "file": _name(found.rules.file),
        "sha256": found.sha256,
        "tables": [_table(made, paths, at) for at, made in enumerate(found.tables)],
        "problems": [problem_object(problem) for problem in found.problems],
        "notes": [_name(note) for note in found.rules.notes],
    }, indent=1) + "\n"  # fmt: skip


def _table(made: CompiledTable, paths: Sequence[str], at: int) -> dict[str, Any]:
    table = made.table
    return {
        "family": table.family.name, "table": visible(table.name), "netns": table.netns.shown or None,
        "abi": table.abi.name, "entries": len(table), "size": len(table.data),
        "file": _name(paths[min(at, len(paths) - 1)]) if paths else None,
    }  # fmt: skip


def problem_object(problem: TextProblem) -> dict[str, Any]:
    """A place in a text, in bytes; ``kind`` is refused, or unknown where iptables may take it."""
    return {
        "line": problem.line, "column": problem.column, "width": problem.width, "message": _name(problem.why),
        "kind": "unknown" if problem.unknown else "refused", "text": visible(problem.source),
        "table": problem.table or None,
    }  # fmt: skip


def _name(text: str) -> str:
    return visible(text.encode("utf-8", "surrogateescape"))
