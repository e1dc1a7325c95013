"""A table as iptables-save prints it (iptables-save.c do_output, iptables.c print_rule4, iptables 1.8.9).

Every distinct piece - the head of a rule, a match, a target - is put into words once; rules are joined from pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from iptblob import ext
from iptblob.check.truth import stray_jump, stray_places, text_findings
from iptblob.ext.base import Context
from iptblob.model import Finding
from iptblob.render.arp import arp_head
from iptblob.render.escape import visible
from iptblob.render.head import HEADS, Part
from iptblob.render.parallel import in_two
from iptblob.spec import columns
from iptblob.spec.layout import Layout
from iptblob.table import ERROR, STANDARD, VERDICTS, Chain, Table, header_size, known_layout
from iptblob.walk import Group

Texts = NDArray[np.object_]
LARGE = 20_000  # rules from which on a second process saves more than it costs
FIRST_PART = 40  # percent of the rules for this process, which also looks for what misleads


@dataclass(frozen=True)
class SavedTable:
    """Text of a table, still in pieces.

    ``pieces`` are columns of latin-1 text, one item per entry, which joined in a row make the rule's line without
    chain and counters. ``notes`` are `#` lines to print before a rule, ``findings`` what a reader must be told.
    """

    table: Table
    pieces: list[Texts]
    notes: dict[int, list[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @cached_property
    def rules(self) -> list[str]:
        """One line per entry."""
        return join_rows(self.pieces)


def join_rows(pieces: list[Texts]) -> list[str]:
    """The pieces of each row joined."""
    return list(map("".join, zip(*(piece.tolist() for piece in pieces), strict=True)))


def save_rules(table: Table, context: Context) -> SavedTable:
    """Words of every rule of a table."""
    told = tell(table)
    return SavedTable(table, _pieces(table, context), told.notes, told.findings)


def rule_texts(table: Table, context: Context) -> list[str]:
    """One line per entry of a table or part of one, and nothing else said."""
    return join_rows(_pieces(table, context))


def save_text(saved: SavedTable, *, counters: bool = False) -> str:
    """The whole table from ``*table`` to ``COMMIT`` as latin-1 text."""
    table = saved.table
    if table.family.name == "arp":
        return _arp_text(saved, counters=counters)
    entries, names = _in_order(table)
    told = Told(saved.notes, saved.findings)
    pieces = [piece[entries] for piece in saved.pieces]
    return "".join([*_top(table), _lines(table, entries, names, pieces, told, counters=counters), *_bottom(table)])


def text_of(
    table: Table, context: Context, hear: Callable[[Told], None], *, counters: bool = False
) -> Iterator[str]:
    """The same text straight from the table, in pieces; ``hear`` is given what must be told of it, before any text.

    Of a large table another process words the second part, while this one looks for what misleads and words the first.
    """
    if table.family.name == "arp":
        told = tell(table)
        hear(told)
        yield _arp_text(SavedTable(table, _pieces(table, context), told.notes, told.findings), counters=counters)
        return
    entries, names = _in_order(table)

    def words(some: slice, told: Told) -> bytes:
        pieces = _pieces(table.part(entries[some]), context)
        return _lines(table, entries[some], names[some], pieces, told, counters=counters).encode("latin-1")

    cut = len(entries) * FIRST_PART // 100 if len(entries) >= LARGE else len(entries)
    heard: list[Told] = []

    def first() -> bytes:
        heard.append(tell(table))
        hear(heard[0])
        return words(slice(None, None if heard[0].notes else cut), heard[0])

    second = partial(words, slice(cut, None), Told({}, ()))
    parts = (first(), b"") if cut == len(entries) else in_two(first, second)
    yield from _top(table)
    yield parts[0].decode("latin-1")
    if not heard[0].notes:  # else the first part is all of it: the other process knew of no notes
        yield parts[1].decode("latin-1")
    yield from _bottom(table)


@dataclass(frozen=True)
class Told:
    """What a reader must be told of a table: `#` lines to print before a rule, by entry, and findings."""

    notes: dict[int, list[str]]
    findings: tuple[Finding, ...]


def tell(table: Table) -> Told:
    """What would mislead; before a rule: where a jump lands that is no chain's head, and what cannot be decoded."""
    notes = {entry: [stray_jump(table, entry, offset).message] for entry, offset in stray_places(table)}
    for entry, (_, reason) in sorted(table.records.broken.items()):
        start, length = int(table.offsets[entry]), int(table.next_offsets[entry])
        whole = bytes(table.data[start : start + length]).hex()
        notes.setdefault(entry, []).append(f"not decoded: {reason}; {length} bytes: {whole}")
    return Told(notes, tuple(text_findings(table)))


def _top(table: Table) -> Iterator[str]:
    """The table's name and its chains."""
    chains = table.saved_chains
    policies = [chain.policy for chain in chains if chain.hook is not None and chain.policy is not None]
    counts = dict(zip(policies, _counts(table, np.array(policies, dtype=np.int64)), strict=True))
    yield f"*{table.name.decode('latin-1')}\n"
    for chain in chains:
        if chain.hook is None:
            yield f":{chain.name.decode('latin-1')} - [0:0]\n"
        else:
            count = "0:0" if chain.policy is None else counts[chain.policy]
            yield f":{chain.name.decode('latin-1')} {policy_name(table, chain)} [{count}]\n"


def _bottom(table: Table) -> Iterator[str]:
    yield "COMMIT\n"
    yield from (f"{line}\n" for line in _unread(table))


def _in_order(table: Table) -> tuple[columns.Index, Texts]:
    """(entries, beginnings): every rule in the order of the chains, and ``-A CHAIN`` for each."""
    chains = table.saved_chains
    starts = np.array([chain.start for chain in chains], dtype=np.int64)
    lengths = np.array([chain.end for chain in chains], dtype=np.int64) - starts
    before = np.cumsum(lengths) - lengths
    entries = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
    names = np.empty(len(chains), dtype=object)
    names[:] = [f"-A {chain.name.decode('latin-1')}" for chain in chains]
    return entries, np.repeat(names, lengths)


def _lines(
    table: Table, entries: columns.Index, names: Texts, pieces: list[Texts], told: Told, *, counters: bool
) -> str:
    """The lines of chosen entries; names and pieces are columns with a row for each of them."""
    if not len(entries):
        return ""
    parts = [names, *pieces]
    if counters:
        counts = np.empty(len(entries), dtype=object)
        counts[:] = [f"[{count}] " for count in _counts(table, entries)]
        parts.insert(0, counts)
    lines = join_rows(parts)
    if told.notes:
        lines = _with_notes(table, told, entries, lines)
    lines.append("")
    return "\n".join(lines)


def _counts(table: Table, entries: columns.Index) -> list[str]:
    """``packets:bytes`` of chosen entries."""
    packets = table.column("counters", "packets", entries=entries).tolist()
    octets = table.column("counters", "bytes", entries=entries).tolist()
    return [f"{one}:{other}" for one, other in zip(packets, octets, strict=True)]


def _with_notes(table: Table, told: Told, entries: columns.Index, lines: list[str]) -> list[str]:
    noted = []
    for at, line in zip(entries.tolist(), lines, strict=True):
        place = table.rule_number(at) if at in told.notes else None
        if place is not None:
            start = f"# {visible(place[0].name)}:{place[1]}, byte {table.offsets[at]}"
            noted += [f"{start}: {note}" for note in told.notes[at]]
        if at not in table.records.broken:
            noted.append(line)
    return noted


def _unread(table: Table) -> list[str]:
    if table.walk.stopped_at is None:
        return []
    at = table.walk.stopped_at
    rest = bytes(table.data[at : at + 256])
    more = " ..." if len(table.data) > at + 256 else ""
    return [f"# not read beyond byte {at}: {table.walk.reason}; what follows: {rest.hex()}{more}"]


def policy_name(table: Table, chain: Chain) -> str:
    """ACCEPT, DROP, ... of a built-in chain; the number where libiptc has no name for it."""
    if chain.policy is None:
        return "-"
    verdict = int(table.verdicts[chain.policy])
    return VERDICTS.get(verdict, str(verdict))


# Pieces


def _pieces(table: Table, context: Context) -> list[Texts]:
    """Columns of text with a row per entry of the table, which may be a part."""
    make_pieces = _arp_pieces if table.family.name == "arp" else _inet_pieces
    return make_pieces(table, context, _jumps(table))


def _inet_pieces(table: Table, context: Context, jumps: Texts) -> list[Texts]:
    places = max((int(group.places[0]) for group in table.records.groups if len(group.places)), default=0) + 1
    matches = [_empty(len(table)) for _ in range(places)]
    targets = jumps
    for group in table.records.groups:
        if group.kind == "match":
            matches[int(group.places[0])][group.entries] = _group_texts(table, group, context, "-m")
        elif group.name not in (STANDARD, ERROR):
            targets[group.entries] = _group_texts(table, group, context, "-j")
    return [*_heads(table, context), *matches, targets]


def _arp_pieces(table: Table, context: Context, jumps: Texts) -> list[Texts]:
    names, words = jumps, _empty(len(table))
    for group in table.records.groups:
        if group.kind == "target" and group.name != STANDARD:
            names[group.entries] = f" -j {group.name.decode('latin-1')}"
            words[group.entries] = _group_texts(table, group, context, "")
        elif group.kind == "match":
            words[group.entries] = words[group.entries] + _group_texts(table, group, context, "-m")
    return [names, np.full(len(table), " ", dtype=object), _arp_heads(table), words]


def _empty(length: int) -> Texts:
    return np.full(length, "", dtype=object)


def _heads(table: Table, context: Context) -> list[Texts]:
    """Words of the part every packet is compared with first, in columns."""
    item = table.head_layout["ip"]
    assert item.struct is not None
    inverts = table.column("ip", "invflags")
    marked = inverts != 0
    texts = []
    for part in HEADS[table.family.name].parts:
        layout = columns.part_of(item.struct, part.first, part.last)
        starts = table.offsets + (item.offset + item.struct[part.first].offset)
        said = marked | columns.gather(table.octets, starts, layout.size).any(axis=1)
        spoken = np.flatnonzero(said)  # most heads are zero in most parts, and zeros have no words
        rows = columns.keys(table.octets, starts[spoken], layout.size, text=True)
        inverted = np.flatnonzero(marked[spoken])  # an inverted comparison is another one: invflags joins the key
        for at, flags in zip(inverted.tolist(), inverts[spoken[inverted]].tolist(), strict=True):
            rows[at] = rows[at].ljust(layout.size, b"\0") + bytes((flags,))
        text = _empty(len(table))
        text[spoken] = _worded(rows, partial(_part_words, table, layout, part, context))
        texts.append(text)
    return texts


def _part_words(table: Table, layout: Layout, part: Part, context: Context, distinct: list[bytes]) -> Iterable[str]:
    rows = columns.rows_of([row[: layout.size] for row in distinct], layout.size)
    fields = columns.fields_of(layout, table.abi, rows)
    inverts = [row[layout.size] if len(row) > layout.size else 0 for row in distinct]
    return part.words(fields, inverts, context)


def _arp_heads(table: Table) -> Texts:
    item = table.head_layout["ip"]
    assert item.struct is not None
    layout = item.struct
    rows = columns.keys(table.octets, table.offsets + item.offset, item.size, text=True)
    return _worded(
        rows, lambda distinct: map(arp_head, columns.decode(layout, table.abi, columns.rows_of(distinct, item.size)))
    )


def _worded(rows: list[bytes], words: Callable[[list[bytes]], Iterable[str]]) -> Texts:
    """Text of every row; ``words`` is asked once for each distinct one."""
    if not rows:
        return np.empty(0, dtype=object)
    distinct = list(dict.fromkeys(rows))
    text = dict(zip(distinct, words(distinct), strict=True))
    texts = np.empty(len(rows), dtype=object)
    texts[:] = list(map(text.__getitem__, rows))
    return texts


def _group_texts(table: Table, group: Group, context: Context, option: str) -> Texts:
    """`` -m NAME words`` of every record of a group."""
    layout = known_layout(group, table.family, table.abi)
    width = group.size - header_size(table.abi)
    rows = columns.keys(table.octets, group.payloads, width, text=True)
    found = ext.find(group.kind, group.name.decode("latin-1"))
    words = found.words_for(group.revision, context.family) if found else None
    if layout is None or words is None or found is None:
        return _worded(rows, lambda distinct: [_unknown(group, option, row.ljust(width, b"\0")) for row in distinct])
    printed = found.printed_for(group.revision, context.family)
    start = f" {option} {group.name.decode('latin-1')}" if option else ""

    bulk = found.bulk_for(group.revision, context.family) if option and printed is None else None

    def describe_at_once(distinct: list[bytes]) -> Iterable[str]:
        fields = columns.fields_of(layout, table.abi, columns.rows_of(distinct, width))
        return bulk(start, fields, context) if bulk else []

    def describe(distinct: list[bytes]) -> Iterable[str]:
        for row in columns.decode(layout, table.abi, columns.rows_of(distinct, width)):
            name = start if printed is None or not option else f" {option} {printed(row, context)}"
            yield name + words(row, context)

    return _worded(rows, describe_at_once if bulk else describe)


def _unknown(group: Group, option: str, payload: bytes) -> str:
    """An extension nobody described, whole: name, revision and payload in hex."""
    name = f" {option} {group.name.decode('latin-1')}" if option else ""
    return f"{name} [unknown revision {group.revision}, {len(payload)} bytes: {payload.hex()}]"


# Verdicts and jumps


def _jumps(table: Table) -> Texts:
    """`` -j NAME`` of every standard target; a jump that lands on no chain's head shows its offset, ``-j @840``."""
    texts = _empty(len(table))
    verdicts = table.verdicts
    goto = _goto(table)
    for verdict in sorted(set(verdicts[verdicts < 0].tolist())):  # np.unique would import numpy.ma
        where = verdicts == verdict
        texts[where & ~goto] = f" -j {VERDICTS.get(verdict, verdict)}"
        texts[where & goto] = f" -g {VERDICTS.get(verdict, verdict)}"
    jumping = _jumping(table)
    offsets = verdicts[jumping].tolist()
    chains = table.jump_targets
    names = {}
    for offset in dict.fromkeys(offsets):
        chain = chains.get(offset)
        names[offset] = f" -j @{offset}" if chain is None else f" -j {chain.name.decode('latin-1')}"
    texts[jumping] = list(map(names.__getitem__, offsets))
    for entry in jumping[goto[jumping]].tolist():
        texts[entry] = f" -g{texts[entry][3:]}"
    return texts


def _jumping(table: Table) -> columns.Index:
    """Entries that go elsewhere than on to the next one."""
    verdicts = table.verdicts
    return np.flatnonzero((verdicts > 0) & (verdicts != table.offsets + table.next_offsets))


def _goto(table: Table) -> NDArray[np.bool_]:
    if table.family.name == "arp":
        return np.zeros(len(table), dtype=bool)
    flags: NDArray[np.bool_] = (table.column("ip", "flags") & HEADS[table.family.name].goto) != 0
    return flags


def _arp_text(saved: SavedTable, *, counters: bool) -> str:
    """A table as arptables-save prints it; with counters as ``arptables -L -v`` shows them."""
    table, told = saved.table, Told(saved.notes, saved.findings)
    lines = [f"*{table.name.decode('latin-1')}"]
    for chain in table.saved_chains:
        policy = "-" if chain.hook is None else policy_name(table, chain)
        lines.append(f":{chain.name.decode('latin-1')} {policy}")
    counts = _counts(table, np.arange(len(table)))
    for chain in table.saved_chains:
        start = f"-A {chain.name.decode('latin-1')}"
        written = []
        for at in range(chain.start, chain.end):
            packets, octets = counts[at].split(":")
            count = f", pcnt={packets} -- bcnt={octets} " if counters else ""
            # arptables-save drops a rule that has neither target nor condition: its line would be empty
            hidden = "# " if saved.rules[at] == " " else ""
            written.append(f"{hidden}{start}{saved.rules[at]}{count}")
        lines += _with_notes(table, told, np.arange(chain.start, chain.end), written)
    return "\n".join([*lines, "", *_unread(table), ""])
