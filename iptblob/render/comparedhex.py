"""Two entries as annotated hex: what is alike once, what differs of both, with marks under the bytes that do."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from iptblob.model import FieldValue
from iptblob.names import Names
from iptblob.render.faces import unit_texts
from iptblob.render.hexview import (
    COLUMN_TITLES,
    ROW,
    HexLine,
    field_lines,
    hex_line,
    said_of,
    section_title,
    split_path,
)
from iptblob.table import Table
from iptblob.table.fields import EntryFields

ONLY_A, ONLY_B = "removed", "added"
_STYLE = {"-": ONLY_A, "+": ONLY_B}


class HexSide(NamedTuple):
    """An entry of one file."""

    table: Table
    entry: EntryFields
    names: Names

    def raw(self, item: FieldValue) -> bytes:
        return bytes(self.table.data[item.offset : item.offset + item.size])


def compared_view(a: HexSide, b: HexSide) -> Iterator[HexLine]:
    """The fields of both in order. Those of records that only one of them has stand with its sign."""
    yield HexLine(COLUMN_TITLES, "title")
    one_keys, other_keys = (list(_keys(side.entry)) for side in (a, b))
    owner = ""
    for kind, i, j, k, m in SequenceMatcher(None, one_keys, other_keys, autojunk=False).get_opcodes():
        pairs = list(zip(range(i, j), range(k, m), strict=True)) if kind == "equal" else []
        alone = [("-", a, at) for at in range(i, j)] + [("+", b, at) for at in range(k, m)] if not pairs else []
        for one, other in pairs:
            owner, lines = _titled(b, b.entry.fields[other], owner)
            yield from lines
            yield from _pair(a, a.entry.fields[one], b, b.entry.fields[other])
        for sign, side, at in alone:
            owner, lines = _titled(side, side.entry.fields[at], owner)
            yield from lines
            yield from _alone(sign, side, side.entry.fields[at])


def _keys(entry: EntryFields) -> Iterator[tuple[object, ...]]:
    """What a field is called in its record, and which record that is, wherever among the others it stands."""
    seen: dict[tuple[object, ...], int] = {}
    records: dict[str, tuple[object, ...]] = {}
    for item in entry.fields:
        part, name = split_path(item.path)
        if part not in records:
            kind = (part[:1], entry[f"{part}.name"], entry[f"{part}.revision"]) if part != "head" else (part,)
            seen[kind] = seen.get(kind, 0) + 1
            records[part] = (*kind, seen[kind])
        yield (*records[part], name, item.size)


def _titled(side: HexSide, item: FieldValue, owner: str) -> tuple[str, list[HexLine]]:
    title = section_title(side.entry, split_path(item.path)[0])
    return title, [HexLine(title, "section")] if title != owner else []


def _pair(a: HexSide, one: FieldValue, b: HexSide, other: FieldValue) -> Iterator[HexLine]:
    """A field that both have: the rows that are alike are left out where others are not."""
    raws = a.raw(one), b.raw(other)
    if raws[0] == raws[1]:
        yield from field_lines(b.table, other, split_path(other.path)[1], b.names, _unit(b, other))
        return
    rows = [at for at in range(0, len(raws[0]), ROW) if raws[0][at : at + ROW] != raws[1][at : at + ROW]]
    texts = [said_of(side.table, item, side.names, _unit(side, item))[0] for side, item in ((a, one), (b, other))]
    name = split_path(other.path)[1]
    for number, at in enumerate(rows):
        for sign, side, item, raw, said in (("-", a, one, raws[0], texts[0]), ("+", b, other, raws[1], texts[1])):
            value = said[number] if number < len(said) else ""
            yield hex_line(side.table.base + item.offset + at, raw[at : at + ROW], "" if number else name, value,
                           _STYLE[sign], sign=sign)  # fmt: skip
        marks = (
            "^^" if one_byte != other_byte else "  "
            for one_byte, other_byte in zip_longest(raws[0][at : at + ROW], raws[1][at : at + ROW])
        )
        yield HexLine(f"{'':10}{' '.join(marks)}".rstrip(), "marks")
    for sign, said in zip("-+", texts, strict=True):
        for left in said[len(rows) :]:
            yield hex_line(None, b"", "", left, _STYLE[sign], sign=sign)


def _alone(sign: str, side: HexSide, item: FieldValue) -> Iterator[HexLine]:
    for line in field_lines(side.table, item, split_path(item.path)[1], side.names, _unit(side, item)):
        yield HexLine(f"{sign}{line.text[1:]}", _STYLE[sign])  # no place has as many digits as there is room for


def _unit(side: HexSide, item: FieldValue) -> str | None:
    return unit_texts(side.table, side.entry.fields).get(item.path)
