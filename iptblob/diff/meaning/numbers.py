"""What every rule means, as one whole number that both sides of a comparison share.

A rule is its head, its matches in order and its target. Each distinct piece gets a number - equal where the
configuration is equal, whatever the machine, the counters or the padding - and each distinct combination another.
Where a jump goes is kept apart, because chains may be renamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from iptblob.diff.meaning.forms import Batch, Form
from iptblob.diff.meaning.heads import Ignored, head_rows
from iptblob.diff.meaning.senses import common_name, payloads
from iptblob.extensions.meaning import Columns
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.columns import Index
from iptblob.table import STANDARD, Table, header_size, known_layout
from iptblob.table.walk import Group

JUMP, NEXT_ENTRY = 1, 2  # numbers the kernel never accepts as verdicts, for targets that are none


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

    def numbered(self, *kind: object, values: Iterable[object]) -> Index:
        """The number of each value of a kind."""
        return np.array([self.number((*kind, value)) for value in values], dtype=np.int64)

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
    if not total:
        return Meanings(np.empty(0, np.int64), np.empty(0, np.int64))
    across = len({table.origin is None for table in tables}) > 1
    head = columns.distinct(np.concatenate([head_rows(table, ignored, across=across) for table in tables]))[1]
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


# Records


def _number_records(tables: Sequence[Table], names: Sequence[Names], starts: Index, ignored: Ignored) -> list[_Place]:
    pieces = _Pieces()
    places: dict[int, _Place] = defaultdict(_Place)
    named: dict[tuple[str, bytes], list[tuple[int, Group]]] = defaultdict(list)
    for side, table in enumerate(tables):
        for group in table.records.groups:
            if not len(group.entries) or (group.kind == "match" and group.name.decode("latin-1") in ignored):
                continue
            named[group.kind, common_name(group.kind, group.name)].append((side, group))
        _number_broken(table, places[-1], pieces, int(starts[side]))
    for members in named.values():
        numbered = _number_extension(tables, names, members, pieces)
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


def _number_extension(
    tables: Sequence[Table], names: Sequence[Names], members: list[tuple[int, Group]], pieces: _Pieces
) -> list[tuple[Index, Index]]:
    """(meaning, exact) numbers of each group, all of one extension in whatever revisions and sizes."""
    if members[0][1].kind == "target" and members[0][1].name == STANDARD:
        return [_number_standard(tables[side], group, pieces) for side, group in members]
    found = [payloads(group, tables[side], names[side]) for side, group in members]
    by_form: dict[object, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        by_form[one.form].append(at)
    forms = []
    for places in by_form.values():
        forms.append(Form([found[at] for at in places], pieces.used))
        pieces.fresh(len(forms[-1].first))
    results: dict[int, tuple[Index, Index]] = {}
    for places, form, meaning in zip(by_form.values(), forms, _joined(forms, pieces), strict=True):
        for at, exact, part in zip(places, form.parts(form.exact), form.parts(meaning), strict=True):
            results[at] = (exact if meaning is form.exact else part, exact)
    return [results[at] for at in range(len(members))]


def _joined(forms: list[Form], pieces: _Pieces) -> list[Index]:
    """The number of each payload's meaning, form by form; ``exact`` itself where no two of different bytes meet."""
    batches = [(form, batch) for form in forms if form.meaning is not None for batch in form.batches()]
    numbered = _number_batches(batches, pieces)
    standing = sum(len(numbers) for numbers in numbered)
    if standing == sum(len(form.first) for form in forms if form.meaning is not None) == _how_many(numbered):
        return [form.exact for form in forms]
    meanings = {id(form): form.exact + 0 for form in forms}
    for (form, batch), numbers in zip(batches, numbered, strict=True):
        meanings[id(form)][batch.places] = numbers[batch.which]
    return [form.exact if form.meaning is None else meanings[id(form)] for form in forms]


def _how_many(numbered: list[Index]) -> int:
    ordered = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *numbered]))
    return int(np.count_nonzero(ordered[1:] != ordered[:-1])) + bool(len(ordered))  # np.unique would import numpy.ma


def _number_batches(batches: list[tuple[Form, Batch]], pieces: _Pieces) -> list[Index]:
    """Numbers of the payloads that stand for others, batch by batch."""
    rows = [(at, form.rows(form.meaning, batch.standing)) for at, (form, batch) in enumerate(batches)
            if isinstance(form.meaning, Columns)]  # fmt: skip
    found: dict[int, Index] = {}
    if rows:
        first, inverse = columns.distinct(np.concatenate([part for _, part in rows]))
        numbers = inverse + pieces.fresh(len(first))
        ends = np.cumsum([len(part) for _, part in rows])
        found = dict(zip([at for at, _ in rows], np.split(numbers, ends[:-1]), strict=True))
    for at, (form, batch) in enumerate(batches):
        if at not in found:
            found[at] = _number_keys(form, batch, pieces)
    return [found[at] for at in range(len(batches))]


def _number_keys(form: Form, batch: Batch, pieces: _Pieces) -> Index:
    group, meaning = form.members[0].group, form.meaning
    assert meaning is not None
    assert not isinstance(meaning, Columns)
    name = common_name(group.kind, group.name)
    exact = form.exact[batch.standing].tolist()
    keys = zip(form.keys(meaning, batch.standing), exact, strict=True)
    return np.array(
        [own if key is None else pieces.number((group.kind, name, key)) for key, own in keys], dtype=np.int64
    )


def _number_standard(table: Table, group: Group, pieces: _Pieces) -> tuple[Index, Index]:
    """Verdicts by themselves; where a jump goes is told elsewhere, for chains may be renamed."""
    if known_layout(group, table.family, table.abi) is None:
        rows = columns.gather(table.octets, group.payloads, group.size - header_size(table.abi))
        spread = columns.decided(rows, lambda some: pieces.numbered("standard?", group.size, values=map(bytes, some)))
        return spread, spread
    verdicts = table.verdicts[group.entries].copy()
    following = table.offsets[group.entries] + table.next_offsets[group.entries]
    verdicts[verdicts >= 0] = np.where((verdicts == following)[verdicts >= 0], NEXT_ENTRY, JUMP)
    spread = columns.decided(verdicts, lambda some: pieces.numbered("verdict", values=some.tolist()))
    return spread, spread
