"""Changes as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from iptblob.diff.explain import normalised
from iptblob.diff.fields import MAX_DEEPDIFF, delta, edited_rules, quick_delta
from iptblob.diff.files import FileDiff
from iptblob.diff.script import EDITED, RENAMED, Change, Compared
from iptblob.escape import visible
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json

if TYPE_CHECKING:
    from iptblob.packets.credited import Credited

SCHEMA = 1
Credits = Mapping[int, "Credited"]  # by the id of what was compared


def document(found: FileDiff, *, explain: bool = False) -> dict[str, Any]:
    """The whole result; the schema is ``data/schema/diff.schema.json``."""
    result = _frame(found)
    result["changes"] = list(_changes(found))
    return result | _rest(found, explain=explain)


def json_chunks(found: FileDiff, *, explain: bool = False, credits: Credits | None = None) -> Iterator[str]:
    """``document`` as text, one change a line, without ever holding all of it. ``credits``: what the changes of each
    table do to packets."""
    frame, rest = _frame(found), _rest(found, explain=explain)
    if credits is not None:
        rest["fates"] = _fates(credits)
    yield "{" + "".join(f"{_pair(name, value)},\n" for name, value in frame.items()) + ' "changes": ['
    separator = "\n"
    for item in _changes(found, credits):
        yield f"{separator}  {dumps(item)}"
        separator = ",\n"
    yield ("\n ]" if separator != "\n" else "]") + "".join(f",\n{_pair(name, value)}" for name, value in rest.items())
    yield "}\n"


def _pair(name: str, value: object) -> str:
    return f" {dumps(name)}: {dumps(value)}"


def _frame(found: FileDiff) -> dict[str, Any]:
    if found.origins is None:
        return {"schema": SCHEMA, "a": {"file": found.a}, "b": {"file": found.b}}
    a, b = (origin.as_json() for origin in found.origins)
    return {"schema": SCHEMA, "a": a | {"file": found.a}, "b": b | {"file": found.b}}


def _rest(found: FileDiff, *, explain: bool) -> dict[str, Any]:
    rest: dict[str, Any] = {"notes": [visible(note.encode("utf-8", "surrogateescape")) for note in found.notes]}
    rest["unread"] = unread_json(found.unread)
    if found.mapping:
        rest["mapping"] = found.mapping.options()
    if explain:
        rest["normalised"] = [asdict(row) for table in found.tables for row in normalised(table)]
    return rest


def _changes(found: FileDiff, credits: Credits | None = None) -> Iterator[dict[str, Any]]:
    start = 0  # of the fates of a table among all
    for table in found.tables:
        credit = credits.get(id(table)) if credits else None
        for at, item in enumerate(_of_table(table)):
            if credit is not None and at in credit.by_change:
                item["fates"] = [start + number for number in credit.by_change[at]]
            yield item
        start += 0 if credit is None else len(credit.reached.changes)


def _fates(credits: Credits) -> list[dict[str, Any]]:
    from iptblob.render.json.reach import change_json

    return [change_json(change) for one in credits.values() for change in one.reached.changes]


def _of_table(table: Compared) -> Iterator[dict[str, Any]]:
    edited = [change for change in table.changes if change.kind == EDITED]
    rules = edited_rules(table, edited)
    make = delta if len(edited) <= MAX_DEEPDIFF else quick_delta
    for change in table.changes:
        item = _item(change) | {"backend": table.backend or None}
        item["place_a"], item["place_b"] = places_of_change(change, table)
        if any(table.netns):
            item["netns"] = table.netns[0] or table.netns[1]
            item |= {"netns_b": table.netns[1]} if None not in table.netns and table.netns[0] != table.netns[1] else {}
        if change.kind == EDITED:
            one, other = next(rules)
            item |= {"fields": make(one, other), "rule_a": one, "rule_b": other}
        yield item


def _item(change: Change) -> dict[str, Any]:
    item: dict[str, Any] = {
        "kind": change.kind,
        "family": change.family,
        "table": visible(change.table),
        "chain": visible(change.chain),
    }
    if change.chain_b is not None or change.kind == RENAMED:
        item["chain_b"] = visible(change.chain_b or "")
    for name in ("position_a", "position_b", "offset_a", "offset_b"):
        item[name] = getattr(change, name)
    item["before"], item["after"] = _line(change.before), _line(change.after)
    return item


def places_of_change(change: Change, table: Compared) -> tuple[str | None, str | None]:
    """What ``inspect --rule`` takes to show the entry in A and in B; None where a side has none, or no bytes."""
    chain_b = change.chain if change.chain_b is None else change.chain_b
    one = None if change.offset_a is None else _place(change, change.chain, change.position_a, table, side=0)
    return one, None if change.offset_b is None else _place(change, chain_b, change.position_b, table, side=1)


def _place(change: Change, chain: str, position: int | None, table: Compared, *, side: int) -> str:
    source = (table.a, table.b)[side].source
    built_in = source is not None and any(
        one.hook is not None and one.name.decode("latin-1") == chain for one in source.chains
    )
    mark = "nft:" if source is not None and source.origin else ""
    where = "/".join(filter(None, (table.netns[side], f"{mark}{change.family}", visible(change.table))))
    return f"{where}/{visible(chain)}:{position or ('policy' if built_in else 'head')}"


def _line(text: str | None) -> str | None:
    return None if text is None else visible(text)
