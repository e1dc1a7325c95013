"""A verdict as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.check.changes import since_of
from iptblob.check.explain import check_of
from iptblob.check.verdict import Verdict
from iptblob.escape import visible
from iptblob.model import Finding
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.unread import Unread

SCHEMA = 1


def verdict_json(file: str, verdict: Verdict, member: str = "") -> str:
    """The text of ``verdict_object``, a line."""
    return dumps(verdict_object(file, verdict, member)) + "\n"


def closing_json(unread: Sequence[Unread], left_out: Sequence[Unread]) -> str:
    """The last line of ``validate --format json``: what has no verdict. ``left_out`` are files of a folder that are
    plainly no tables."""
    closing: dict[str, Any] = {"schema": SCHEMA, "unread": unread_json(unread)}
    if left_out:
        closing["left_out"] = unread_json(left_out)
    return dumps(closing) + "\n"


def verdict_object(file: str, verdict: Verdict, member: str = "") -> dict[str, Any]:
    """One line of ``validate --format json``. Offsets and lengths are bytes in the file."""
    return {
        "schema": SCHEMA,
        "file": file.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"),
        "member": member or None,
        "family": verdict.family,
        "table": visible(verdict.table),
        "abi": verdict.abi,
        "kind": verdict.kind,
        "kernel": verdict.kernel,
        "verdict": verdict.verdict,
        "errno": verdict.errno,
        "depends_on": list(verdict.depends_on),
        "entries": verdict.entries,
        "findings": [
            finding_object(finding, f"{verdict.family}/{visible(verdict.table)}") for finding in verdict.findings
        ],
    }


def finding_object(finding: Finding, table: str) -> dict[str, Any]:
    """``table`` is family and table, which the place begins with. Of texts, line and column are there too."""
    in_text = {} if finding.line is None else {"line": finding.line, "column": finding.column}
    return in_text | {
        "id": finding.id,
        "severity": finding.severity,
        "errno": finding.errno,
        "decides": finding.decides,
        "message": visible(finding.message),
        "offset": finding.offset,
        "length": finding.length,
        "chain": finding.chain,
        "rule": finding.rule,
        "place": f"{table}/{finding.place}" if finding.place else None,
        "field": finding.field,
        "function": finding.function,
        "source": finding.source,
        "since": since_of(check_of(finding.id)) or None,
        "needs": finding.needs,
    }
