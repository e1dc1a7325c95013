"""Words of the rules of large tables: columns of cells (see ``ext.cells``), joined some thousand rows at a time.

What ``pieces`` says in Python objects, said in matrices. Texts of an extension that has no quick way are made by
``pieces``, once for each distinct payload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from iptblob import extensions
from iptblob.extensions import cells
from iptblob.extensions.base import Context
from iptblob.extensions.cells import Cells
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index
from iptblob.spec.layout import Layout
from iptblob.table import ERROR, STANDARD, VERDICTS, ChainSpan, Table, header_size, known_layout
from iptblob.table.walk import Group
from iptblob.words.head import HEADS, Part
from iptblob.words.pieces import goto_flags, group_words, is_worded

WORDED_ROWS = 8_192  # payloads worded at once, to keep them in the processor's cache
BLOCK = 1 << 21  # bytes of lines joined at once

Words = Callable[[Bytes], list[str]]


class Piece(NamedTuple):
    """Texts of some rows of a column: ``texts[which]``, or one row of ``texts`` for each where ``which`` is None."""

    rows: Index  # ascending
    texts: Cells
    which: Index | None = None


Column = list[Piece]  # no two pieces have a row in common


def rule_columns(table: Table, context: Context) -> list[Column]:
    """Words of all rules of a table or part of one, without chain and counters; WidthError where cells do not do."""
    places = max((int(group.places[0]) for group in table.records.groups if len(group.places)), default=0) + 1
    matches: list[Column] = [[] for _ in range(places)]
    targets = _jumps(table)
    for group in table.records.groups:
        if group.kind == "match" and is_worded(table, group):
            matches[int(group.places[0])] += _group(table, group, context, "-m")
        elif group.kind == "target" and group.name not in (STANDARD, ERROR):
            targets += _group(table, group, context, "-j")
    return [*_heads(table, context), *matches, targets]


def lines(parts: Sequence[Column], count: int) -> bytes:
    """The rows of all columns, each closed by a newline."""
    every = np.arange(count)
    ends = [Piece(every, cells.of_texts(["\n"]), np.zeros(count, dtype=np.int64))]
    return b"".join(block.tobytes().translate(None, b"\0") for block in _blocks([*parts, ends], count))


def texts(parts: Sequence[Column], count: int) -> list[str]:
    """The text of each row."""
    return [text for block in _blocks(parts, count) for text in cells.strings(block)]


def _blocks(parts: Sequence[Column], count: int) -> Iterator[Cells]:
    width = sum(max((piece.texts.shape[1] for piece in part), default=0) for part in parts)
    step = max(16, min(WORDED_ROWS, BLOCK // max(width, 1)))
    for start in range(0, count, step):
        yield cells.joined([_filled(part, start, min(start + step, count)) for part in parts])


def _filled(column: Column, start: int, stop: int) -> Cells:
    """Rows ``start`` to ``stop`` of a column."""
    found: list[tuple[Index, Cells]] = []
    for piece in column:
        first, last = np.searchsorted(piece.rows, (start, stop)).tolist()
        if first == last:
            continue
        some = piece.texts[first:last] if piece.which is None else piece.texts[piece.which[first:last]]
        if last - first == stop - start:
            return some
        found.append((piece.rows[first:last] - start, some))
    out = np.zeros((stop - start, max((some.shape[1] for _, some in found), default=0)), dtype=np.uint8)
    for at, some in found:
        out[at, : some.shape[1]] = some
    return out


# Heads


def _heads(table: Table, context: Context) -> list[Column]:
    """Words of the part every packet is compared with first."""
    item = table.head_layout["ip"]
    assert item.struct is not None
    inverts = table.column("ip", "invflags")
    found = []
    for part in HEADS[table.family.name].parts:
        layout = columns.part_of(item.struct, part.first, part.last)
        starts = table.offsets + (item.offset + item.struct[part.first].offset)
        column: Column = []
        for at in range(0, len(starts), WORDED_ROWS):
            raw = columns.gather(table.octets, starts[at : at + WORDED_ROWS], layout.size)
            inverted = inverts[at : at + WORDED_ROWS]
            spoken = np.flatnonzero(columns.any_in_row(raw) | (inverted != 0))
            if len(spoken):  # zeros, the most of most heads, have no words
                column += _part(table, part, layout, context, raw[spoken], inverts=inverted[spoken], rows=spoken + at)
        found.append(column)
    return found


def _part(
    table: Table, part: Part, layout: Layout, context: Context, raw: Bytes, inverts: Any, rows: Index
) -> Iterable[Piece]:
    if part.bulk is not None:
        return [Piece(rows, part.bulk(columns.view(layout, table.abi, raw), inverts))]

    def words(distinct: Bytes) -> list[str]:
        fields = columns.fields_of(layout, table.abi, distinct)
        return part.words(fields, distinct[:, layout.size].tolist(), context)

    return [_distinct(rows, np.concatenate([raw, inverts[:, None]], axis=1), words)]


def _distinct(rows: Index, raw: Bytes, words: Words) -> Piece:
    """Texts of rows of bytes, each distinct one worded once."""
    first, which = columns.distinct(raw)
    return Piece(rows, cells.of_texts(words(np.ascontiguousarray(raw[first]))), which)


# Matches and targets


def _group(table: Table, group: Group, context: Context, option: str) -> Column:
    """`` -m NAME words`` of every record of a group."""
    layout = known_layout(group, table.family, table.abi)
    found = extensions.find(group.kind, group.name.decode("latin-1"))
    bulk = found.bulk_for(group.revision, context.family) if found and layout else None
    words = group_words(table, group, context, option)
    rows, payloads = _ascending(group)
    start = f" {option} {group.name.decode('latin-1')}"
    column: Column = []
    for at in range(0, len(rows), WORDED_ROWS):
        some = rows[at : at + WORDED_ROWS]
        raw = columns.gather(table.octets, payloads[at : at + WORDED_ROWS], group.size - header_size(table.abi))
        if bulk is None or layout is None:
            column.append(_distinct(some, raw, words))
            continue
        made, usual = bulk(columns.view(layout, table.abi, raw), context)
        made = cells.joined([cells.same(start, len(some)), made])
        if usual.all():
            column.append(Piece(some, made))
        else:
            column += [Piece(some[usual], made[usual]), _distinct(some[~usual], raw[~usual], words)]
    return column


def _ascending(group: Group) -> tuple[Index, Index]:
    """(entries, payloads) in the order of the entries, which a part of a table may have turned round."""
    if (group.entries[1:] > group.entries[:-1]).all():
        return group.entries, group.payloads
    order = np.argsort(group.entries, kind="stable")
    return group.entries[order], group.payloads[order]


# Verdicts and jumps


def _jumps(table: Table) -> Column:
    """`` -j NAME`` of every standard target; a jump that lands on no chain's head shows its offset, ``-j @840``."""
    verdicts, goto = table.verdicts, goto_flags(table)
    jumping, landing = table.landings
    names = chain_names(table.chains)
    column: Column = []
    for option, chosen in (("-j", ~goto), ("-g", goto)):
        here = chosen[jumping]
        known = here & (landing >= 0)
        if known.any():
            goals = cells.joined([cells.same(f" {option} ", len(names)), names])
            column.append(Piece(jumping[known], goals, landing[known]))
        stray = jumping[here & (landing < 0)]
        column += _named(stray, verdicts[stray], option, "@{}".format)
        closing = np.flatnonzero((verdicts < 0) & chosen)
        column += _named(closing, verdicts[closing], option, lambda verdict: VERDICTS.get(verdict, f"{verdict}"))
    return column


def chain_names(chains: Sequence[ChainSpan]) -> Cells:
    """A row for each chain."""
    return cells.of_bytes([chain.name for chain in chains])


def _named(entries: Index, verdicts: Index, option: str, name: Callable[[int], str]) -> Column:
    if not len(entries):
        return []
    ordered = np.sort(verdicts)
    distinct = ordered[np.append(True, ordered[1:] != ordered[:-1])]  # np.unique would import numpy.ma
    words = [f" {option} {name(verdict)}" for verdict in distinct.tolist()]
    return [Piece(entries, cells.of_texts(words), np.searchsorted(distinct, verdicts))]
