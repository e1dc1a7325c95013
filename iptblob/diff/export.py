"""Changes as JSON values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from iptblob.diff.explain import normalised
from iptblob.diff.fields import MAX_DEEPDIFF, delta, edited_rules, quick_delta
from iptblob.diff.files import FileDiff
from iptblob.diff.script import EDITED, RENAMED, Change, Compared
from iptblob.render.escape import visible

SCHEMA = 1


def document(found: FileDiff, changes: set[int] | None = None, *, explain: bool = False) -> dict[str, Any]:
    """The whole result; the schema is ``data/schema/diff.schema.json``. ``changes`` (ids) chooses some of them."""
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "a": {"file": found.a},
        "b": {"file": found.b},
        "changes": [item for table in found.tables for item in _changes(table, changes)],
        "notes": [visible(note.encode("utf-8", "surrogateescape")) for note in found.notes],
    }
    if found.mapping:
        result["mapping"] = found.mapping.options()
    if explain:
        result["normalised"] = [asdict(row) for table in found.tables for row in normalised(table)]
    return result


def json_text(found: FileDiff, changes: set[int] | None = None, *, explain: bool = False) -> Iterator[str]:
    """``document`` as JSON text, piece by piece: never more than some changes are in memory."""
    outline = document(found, set(), explain=explain)
    before, mark, after = json.dumps(outline, indent=1).partition('\n "changes": [')
    yield before + mark
    comma = ""
    for table in found.tables:
        for item in _changes(table, changes):
            nested = json.dumps(item, indent=1).replace("\n", "\n  ")  # text in JSON holds no line ends
            yield f"{comma}\n  {nested}"
            comma = ","
    yield f"{comma and chr(10) + ' '}{after}\n"


def _changes(table: Compared, chosen: set[int] | None) -> Iterator[dict[str, Any]]:
    changes = [change for change in table.changes if chosen is None or id(change) in chosen]
    edited = [change for change in changes if change.kind == EDITED]
    rules = edited_rules(table, edited)
    make = delta if len(edited) <= MAX_DEEPDIFF else quick_delta
    for change in changes:
        item = _item(change)
        if change.kind == EDITED:
            one, other = next(rules)
            item |= {"fields": make(one, other), "rule_a": one, "rule_b": other}
        yield item


def _item(change: Change) -> dict[str, Any]:
    item: dict[str, Any] = {
        "kind": change.kind, "family": change.family, "table": visible(change.table), "chain": visible(change.chain),
    }  # fmt: skip
    if change.chain_b is not None or change.kind == RENAMED:
        item["chain_b"] = visible(change.chain_b or "")
    for name in ("position_a", "position_b", "offset_a", "offset_b"):
        item[name] = getattr(change, name)
    item["before"], item["after"] = _line(change.before), _line(change.after)
    return item


def _line(text: str | None) -> str | None:
    return None if text is None else visible(text)
