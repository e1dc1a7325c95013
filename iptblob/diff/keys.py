"""What every rule means, as one whole number that both sides of a comparison share.

A rule is its head, its matches in order and its target. Each distinct piece gets a number - equal where the
configuration is equal, whatever the machine, the counters or the padding - and each distinct combination another.
Where a jump goes is kept apart, because chains may be renamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from iptblob.diff import canonical, normal
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index
from iptblob.spec.layout import Layout
from iptblob.table import STANDARD, Table, header_size, known_layout
from iptblob.table.walk import Group

JUMP, FALL_THROUGH = 1, 2  # numbers the kernel never accepts as verdicts, for targets that are none
HEAD_FIELDS = ("iniface", "outiface")


@dataclass(frozen=True)
class Ignored:
    """What shall not count: names of matches, and parts of the head (``interface``, ``address``, ``protocol``)."""

    words: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def __bool__(self) -> bool:
        return bool(self.words)


class Meanings(NamedTuple):
    """Numbers by entry, first those of table A, then those of table B.

    ``exact`` tells apart what ``meaning`` does not: other revisions and other bytes of the same sense.
    """

    meaning: Index
    exact: Index


@dataclass
class _Pieces:
    """Numbers of pieces seen so far: keys of distinct pieces, never of every rule."""

    numbers: dict[object, int] = field(default_factory=dict)
    used: int = 0

    def number(self, key: object) -> int:
        known = self.numbers.get(key)
        if known is None:
            known = self.numbers[key] = self.fresh(1)
        return known

    def fresh(self, count: int) -> int:
        """Room for ``count`` numbers that no key has; the first of them."""
        first = self.used
        self.used += count
        return first


@dataclass
class _Place:
    """Numbers of the records at one place of their entries."""

    entries: list[Index] = field(default_factory=list)
    meaning: list[Index] = field(default_factory=list)
    exact: list[Index] = field(default_factory=list)


def meanings(tables: Sequence[Table], names: Sequence[Names], ignored: Ignored | None = None) -> Meanings:
    """Meanings of the entries of some tables of one family. ``names`` has one item per table."""
    ignored = ignored or Ignored()
    starts = np.cumsum([0, *(len(table) for table in tables)])
    total = int(starts[-1])
    head = columns.distinct(np.concatenate([head_rows(table, ignored) for table in tables]))[1] if total else None
    if head is None:
        return Meanings(np.empty(0, np.int64), np.empty(0, np.int64))
    places = _number_records(tables, names, starts, ignored)
    meaning, exact = head, head
    merged = any(one is not other for place in places for one, other in zip(place.meaning, place.exact, strict=True))
    for place in places:
        entries = np.concatenate(place.entries)
        exact = _combine(exact, entries, np.concatenate(place.exact))
        meaning = _combine(meaning, entries, np.concatenate(place.meaning)) if merged else exact
    return Meanings(meaning, exact)


def _combine(numbers: Index, entries: Index, pieces: Index) -> Index:
    """New numbers for ``entries``: one for each distinct pair of old number and piece."""
    out = numbers + 0
    pairs = (numbers[entries] << 32) | pieces
    _, inverse = np.unique(pairs, return_inverse=True)
    out[entries] = inverse.reshape(-1) + (int(numbers.max()) + 1)
    return out


def head_rows(table: Table, ignored: Ignored) -> Bytes:
    """Canonical rows of what every packet is compared with first. Interface names count as far as they are compared."""
    place = table.head_layout["ip"]
    layout = place.struct
    assert layout is not None
    raw = columns.gather(table.octets, table.offsets + place.offset, place.size)
    rows = canonical.rows(layout, table.abi, raw)
    spans = canonical.spans(layout)
    for name in HEAD_FIELDS:
        source, mask = layout[name], layout[f"{name}_mask"]
        name_bytes = raw[:, source.offset : source.offset + source.size]
        rows[:, spans[name]] = name_bytes & raw[:, mask.offset : mask.offset + mask.size]
    for name, span in spans.items():
        if _left_out(name, ignored):
            rows[:, span] = 0
    if table.family.name == "arp":  # the kernel reads the padding here as part of the flags
        padding = [part for part in layout.fields if part.role == "padding"]
        rows = np.concatenate([rows, *(raw[:, part.offset : part.offset + part.size] for part in padding)], axis=1)
    return rows


_HEAD_WORDS = {
    "interface": ("iniface", "outiface", "iniface_mask", "outiface_mask"),
    "in-interface": ("iniface", "iniface_mask"),
    "out-interface": ("outiface", "outiface_mask"),
    "address": ("src", "dst", "smsk", "dmsk", "tgt", "tmsk"),
    "source": ("src", "smsk"),
    "destination": ("dst", "dmsk", "tgt", "tmsk"),
    "protocol": ("proto",),
}
IGNORABLE = tuple(_HEAD_WORDS)


def _left_out(name: str, ignored: Ignored) -> bool:
    return any(name in _HEAD_WORDS[word] for word in ignored.words if word in _HEAD_WORDS)


# Records


def _number_records(tables: Sequence[Table], names: Sequence[Names], starts: Index, ignored: Ignored) -> list[_Place]:
    pieces = _Pieces()
    places: dict[int, _Place] = defaultdict(_Place)
    families: dict[tuple[str, bytes], list[tuple[int, Group]]] = defaultdict(list)
    for side, table in enumerate(tables):
        for group in table.records.groups:
            if not len(group.entries) or (group.kind == "match" and group.name.decode("latin-1") in ignored):
                continue
            families[group.kind, normal.common_name(group.kind, group.name)].append((side, group))
        _number_broken(table, places[-1], pieces, int(starts[side]))
    for members in families.values():
        numbered = _number_family(tables, names, members, pieces)
        for (side, group), (meaning, exact) in zip(members, numbered, strict=True):
            where = -2 if group.kind == "target" else int(group.places[0])
            places[where].entries.append(group.entries + int(starts[side]))
            places[where].meaning.append(meaning)
            places[where].exact.append(exact)
    return [place for _, place in sorted(places.items()) if place.entries]


def _number_broken(table: Table, place: _Place, pieces: _Pieces, start: int) -> None:
    """Entries that cannot be taken apart count by their bytes."""
    if not table.records.broken:
        return
    entries = np.array(sorted(table.records.broken), dtype=np.int64)
    head = table.head_layout.size
    numbers = np.array([
        pieces.number(("broken", int(table.target_offsets[at]), bytes(table.data[first + head : first + length])))
        for at, first, length in zip(
            entries.tolist(), table.offsets[entries].tolist(), table.next_offsets[entries].tolist(), strict=True
        )
    ], dtype=np.int64)  # fmt: skip
    place.entries.append(entries + start)
    place.meaning.append(numbers)
    place.exact.append(numbers)


def _number_family(
    tables: Sequence[Table], names: Sequence[Names], members: list[tuple[int, Group]], pieces: _Pieces
) -> list[tuple[Index, Index]]:
    """(meaning, exact) numbers of each group, all of one extension in whatever revisions and sizes."""
    kind, name = members[0][1].kind, members[0][1].name
    if kind == "target" and name == STANDARD:
        return [_number_standard(tables[side], group, pieces) for side, group in members]
    forms: dict[object, list[int]] = defaultdict(list)
    layouts: list[Layout | None] = []
    for at, (side, group) in enumerate(members):
        layout = known_layout(group, tables[side].family, tables[side].abi)
        layouts.append(layout)
        size = group.size - header_size(tables[side].abi) if layout is None else canonical.width(layout)
        forms[group.name, group.revision, None if layout is None else layout.spec, size].append(at)
    several = len(forms) > 1
    results: list[tuple[Index, Index] | None] = [None] * len(members)
    for form in forms.values():
        chosen = [members[at] for at in form]
        numbered = _number_form(tables, names, chosen, [layouts[at] for at in form], several, pieces)
        for at, numbers in zip(form, numbered, strict=True):
            results[at] = numbers
    return [numbers for numbers in results if numbers is not None]


def _number_standard(table: Table, group: Group, pieces: _Pieces) -> tuple[Index, Index]:
    if known_layout(group, table.family, table.abi) is None:
        rows = columns.gather(table.octets, group.payloads, group.size - header_size(table.abi))
        first, inverse = columns.distinct(rows)
        numbers = np.array([pieces.number(("standard?", group.size, row.tobytes())) for row in rows[first]], np.int64)
        return numbers[inverse], numbers[inverse]
    verdicts = table.verdicts[group.entries].copy()
    following = table.offsets[group.entries] + table.next_offsets[group.entries]
    verdicts[verdicts >= 0] = np.where((verdicts == following)[verdicts >= 0], FALL_THROUGH, JUMP)
    values, inverse = np.unique(verdicts, return_inverse=True)
    numbers = np.array([pieces.number(("verdict", value)) for value in values.tolist()], dtype=np.int64)
    spread = numbers[inverse.reshape(-1)]
    return spread, spread


def _canonical(layout: Layout, table: Table, raw: Bytes, group: Group) -> Bytes:
    rows = canonical.rows(layout, table.abi, raw)
    if table.family.name != "ipv6":
        spans = canonical.spans(layout)
        for name in normal.INET_ADDRESSES.get((group.kind, group.name), ()):
            if name in spans:
                rows[:, spans[name].start + 4 : spans[name].stop] = 0
    return rows


def _number_form(
    tables: Sequence[Table], names: Sequence[Names], members: list[tuple[int, Group]], layouts: list[Layout | None],
    several: bool, pieces: _Pieces,
) -> list[tuple[Index, Index]]:  # fmt: skip
    """Groups of one revision and, as far as it is known, one struct."""
    parts: list[Bytes] = []
    payloads: list[Bytes] = []
    for (side, group), layout in zip(members, layouts, strict=True):
        table = tables[side]
        raw = columns.gather(table.octets, group.payloads, group.size - header_size(table.abi))
        payloads.append(raw)
        parts.append(raw if layout is None else _canonical(layout, table, raw, group))
    first, inverse = columns.distinct(np.concatenate(parts))
    start = pieces.fresh(len(first))
    exact = inverse + start
    bounds = np.cumsum([0, *(len(part) for part in parts)])
    kind, name = members[0][1].kind, members[0][1].name
    meaning = exact
    if layouts[0] is not None and normal.wanted(kind, name, several):
        keys: list[object] = []
        for at in range(len(members)):
            side, group = members[at]
            layout = layouts[at]
            assert layout is not None
            own = np.sort(first[(first >= bounds[at]) & (first < bounds[at + 1])]) - bounds[at]
            decoded = columns.decode(layout, tables[side].abi, payloads[at][own])
            keys += normal.keys(group, decoded, tables[side], names[side])
        by_first = np.argsort(np.argsort(first, kind="stable"), kind="stable")
        ordered = np.array([start + at if key is None else pieces.number(key) for at, key in _placed(keys, by_first)])
        meaning = ordered[inverse]
    return [(meaning[bounds[at] : bounds[at + 1]], exact[bounds[at] : bounds[at + 1]]) for at in range(len(members))]


def _placed(keys: list[object], by_first: Index) -> list[tuple[int, object]]:
    """Keys come in the order of the rows they were decoded from; numbers in the order of the distinct rows."""
    return [(at, keys[place]) for at, place in enumerate(by_first.tolist())]
