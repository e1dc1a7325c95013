"""A table as iptables-save prints it (iptables-save.c do_output, iptables.c print_rule4, iptables 1.8.9).

The words of rules come from ``pieces``, those of many rules from ``rows``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from iptblob.escape import visible
from iptblob.extensions import cells
from iptblob.extensions.base import Context
from iptblob.extensions.cells import WidthError
from iptblob.misleading.text import stray_jump, stray_places, text_findings
from iptblob.model import Finding
from iptblob.spec import columns
from iptblob.table import VERDICTS, ChainSpan, Table
from iptblob.words.head import HEADS
from iptblob.words.parallel import Elsewhere
from iptblob.words.pieces import join_rows, rule_pieces

if TYPE_CHECKING:
    from iptblob.words import rows

ROWS_PER_COLUMN = 64  # rules to each column of words from which on matrices are quicker than strings
TWO_PROCESSES = 20_000  # rules from which on a second process saves more than it costs
FIRST_PART = 45  # percent of the rules for this process, which also looks for what misleads


class SavedTable(NamedTuple):
    """Text of a table: ``rules`` has one latin-1 line per entry, without chain and counters.

    ``notes`` are `#` lines to print before a rule, ``findings`` what a reader must be told.
    """

    table: Table
    rules: list[str]
    notes: dict[int, list[str]]
    findings: tuple[Finding, ...]


def save_rules(table: Table, context: Context) -> SavedTable:
    """Words of every rule of a table."""
    told = tell(table)
    return SavedTable(table, rule_texts(table, context), told.notes, told.findings)


def rule_texts(table: Table, context: Context) -> list[str]:
    """One line per entry of a table or part of one, and nothing else said."""
    if table.family.name != "arp" and _fills_matrices(table):
        from iptblob.words import rows

        with contextlib.suppress(WidthError):
            return rows.texts(rows.rule_columns(table, context), len(table))
    return join_rows(rule_pieces(table, context))


def _fills_matrices(table: Table) -> bool:
    """Whether the words of a table's rules are made in matrices.

    A matrix costs some 0.35 ms for each part of the head and each kind of match and target, however few have it, and
    then 2 to 4 microseconds a rule; strings cost 5 to 22, and next to nothing for a kind.
    """
    kinds = len(HEADS[table.family.name].parts) + len(table.records.groups)
    return len(table) >= ROWS_PER_COLUMN * kinds


def save_text(saved: SavedTable, *, counters: bool = False) -> str:
    """The whole table from ``*table`` to ``COMMIT`` as latin-1 text."""
    return "".join(f"{line}\n" for line in save_lines(saved, counters=counters))


def save_lines(saved: SavedTable, *, counters: bool = False) -> list[str]:
    """The same line by line; a name or comment may hold a newline, which ends no line here."""
    table = saved.table
    if table.family.name == "arp":
        return _arp_lines(saved, counters=counters)
    order = _in_order(table)
    rules = [saved.rules[at] for at in order.entries.tolist()]
    lines = _lines(table, order, rules, Told(saved.notes, saved.findings), counters=counters)
    return [*_top(table), *lines, *_bottom(table)]


def text_of(
    table: Table, context: Context, hear: Callable[[Told], None], *, counters: bool = False
) -> Iterator[bytes]:
    """The same text straight from the table, in pieces; ``hear`` is given what must be told of it, before any text.

    Of a large table another process words the second part, while this one looks for what misleads and words the first.
    """
    if table.family.name == "arp":
        saved = save_rules(table, context)
        hear(Told(saved.notes, saved.findings))
        yield save_text(saved, counters=counters).encode("latin-1")
        return
    order = _in_order(table)
    count = len(order.entries)

    def words(some: slice, told: Told) -> bytes:
        return _rule_lines(table, order.part(some), context, told, counters=counters)

    cut = count * FIRST_PART // 100 if count >= TWO_PROCESSES else count
    rest = Elsewhere(partial(words, slice(cut, None), Told({}, ()))) if cut < count else None
    told = tell(table)
    hear(told)
    yield _joined(_top(table))
    yield words(slice(None, None if told.notes else cut), told)
    if rest is not None and told.notes:  # all of it is said: the other process knew of no notes
        rest.abandon()
    elif rest is not None:
        yield from rest.pieces()
    yield _joined(_bottom(table))


def _joined(lines: Iterable[str]) -> bytes:
    some = [*lines, ""]
    return "\n".join(some).encode("latin-1")


def _rule_lines(table: Table, order: _Order, context: Context, told: Told, *, counters: bool) -> bytes:
    """The lines of chosen rules."""
    part = table.part(order.entries)
    if not told.notes and _fills_matrices(part):
        from iptblob.words import rows

        with contextlib.suppress(WidthError):
            return rows.lines([*_beginnings(table, order, counters=counters), *rows.rule_columns(part, context)],
                              len(part))  # fmt: skip
    return _joined(_lines(table, order, rule_texts(part, context), told, counters=counters))


def _beginnings(table: Table, order: _Order, *, counters: bool) -> list[rows.Column]:
    """``[packets:bytes]`` where wished, and ``-A CHAIN``."""
    from iptblob.words import rows

    every = np.arange(len(order.entries))
    names = cells.joined([cells.same("-A ", len(order.chains)), rows.chain_names(order.chains)])
    found = [[rows.Piece(every, names, order.which)]]
    if counters:
        packets, octets = (table.column("counters", name, entries=order.entries) for name in ("packets", "bytes"))
        parts = [cells.same("[", len(every)), cells.decimal(packets), cells.same(":", len(every)),
                 cells.decimal(octets), cells.same("] ", len(every))]  # fmt: skip
        found.insert(0, [rows.Piece(every, cells.joined(parts))])
    return found


class Told(NamedTuple):
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
    if table.origin is None:
        return Told(notes, tuple(text_findings(table)))
    notes.update({entry: [said] for entry, said in (*table.origin.foreign.items(), *table.origin.hidden.items())})
    return Told(notes, tuple(_at_home(table, finding) for finding in text_findings(table)))


def _at_home(table: Table, finding: Finding) -> Finding:
    """A finding with the place of what the entry was made of, for bytes that were made are nowhere to be looked at."""
    assert table.origin is not None
    entry = table.index_of(_entry_start(table, finding.offset or 0))
    place = -1 if entry is None else table.origin.places[entry]
    return finding._replace(offset=None if place < 0 else place, length=0)


def _entry_start(table: Table, offset: int) -> int:
    at = int(np.searchsorted(table.offsets, offset - table.base, side="right")) - 1
    return int(table.offsets[max(at, 0)])


def _top(table: Table) -> Iterator[str]:
    """The table's name and its chains."""
    chains = table.saved_chains
    policies = [chain.policy for chain in chains if chain.hook is not None and chain.policy is not None]
    counts = dict(zip(policies, _counts(table, np.array(policies, dtype=np.int64)), strict=True))
    yield f"*{visible(table.name)}"
    for chain in chains:
        if chain.hook is None:
            yield f":{chain.name.decode('latin-1')} - [0:0]"
        else:
            count = "0:0" if chain.policy is None else counts[chain.policy]
            yield f":{chain.name.decode('latin-1')} {policy_name(table, chain)} [{count}]"


def _bottom(table: Table) -> Iterator[str]:
    yield "COMMIT"
    yield from _unread(table)


class _Order(NamedTuple):
    """Rules in the order of the chains; ``chains[which]`` is the chain of each."""

    entries: columns.Index
    which: columns.Index
    chains: Sequence[ChainSpan]

    def part(self, some: slice) -> _Order:
        """A run of rules, and the chains it needs."""
        which = self.which[some]
        first, last = (int(which[0]), int(which[-1])) if len(which) else (0, -1)
        return _Order(self.entries[some], which - first, self.chains[first : last + 1])


def _in_order(table: Table) -> _Order:
    """Every rule, chain by chain."""
    chains = table.saved_chains
    bounds = table.chain_bounds
    if chains is not table.chains:  # in another order
        bounds = np.array([(chain.start, chain.end) for chain in chains], dtype=np.int64).reshape(-1, 2)
    starts, lengths = bounds[:, 0], bounds[:, 1] - bounds[:, 0]
    before = np.cumsum(lengths) - lengths
    entries = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
    return _Order(entries, np.repeat(np.arange(len(chains)), lengths), chains)


def _lines(table: Table, order: _Order, rules: list[str], told: Told, *, counters: bool) -> list[str]:
    """The lines of chosen entries, of which ``rules`` has the words."""
    names = [f"-A {chain.name.decode('latin-1')}" for chain in order.chains]
    lines = [f"{names[at]}{rule}" for at, rule in zip(order.which.tolist(), rules, strict=True)]
    if counters:
        lines = [f"[{count}] {line}" for count, line in zip(_counts(table, order.entries), lines, strict=True)]
    if told.notes:
        lines = _with_notes(table, told, order.entries, lines)
    return lines


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
            start = f"# {visible(place[0].name)}:{place[1]}, byte {_byte(table, at)}"
            noted += [f"{start}: {note}" for note in told.notes[at]]
        if at not in table.records.broken and not (table.origin and at in table.origin.foreign):
            noted.append(line)
    return noted


def _byte(table: Table, entry: int) -> int:
    """Where an entry is: from the first entry, or of nf_tables, where its message is in the member."""
    return int(table.offsets[entry]) if table.origin is None else table.origin.places[entry]


def _unread(table: Table) -> list[str]:
    if table.walk.stopped_at is None:
        return []
    at = table.walk.stopped_at
    rest = bytes(table.data[at : at + 256])
    more = " ..." if len(table.data) > at + 256 else ""
    return [f"# not read beyond byte {at}: {table.walk.reason}; what follows: {rest.hex()}{more}"]


def policy_name(table: Table, chain: ChainSpan) -> str:
    """ACCEPT, DROP, ... of a built-in chain; the number where libiptc has no name for it; - where it is not stated."""
    if chain.policy is None or (table.origin and not table.origin.policies_known):
        return "-"
    if table.text is not None and chain.name in table.text.unstated:
        return "-"
    verdict = int(table.verdicts[chain.policy])
    return VERDICTS.get(verdict, str(verdict))


def _arp_lines(saved: SavedTable, *, counters: bool) -> list[str]:
    """A table as arptables-save prints it; with counters as ``arptables -L -v`` shows them. arptables-nft-save prints
    them as iptables-save does, and no chain FORWARD, for nf_tables has no such hook."""
    table, told = saved.table, Told(saved.notes, saved.findings)
    of_nft, chains = table.origin is not None, table.saved_chains
    lines = [f"*{visible(table.name)}"]
    for chain in chains:
        policy = "-" if chain.hook is None else policy_name(table, chain)
        lines.append(f":{chain.name.decode('latin-1')} {policy}")
    counts = _counts(table, np.arange(len(table)))
    for chain in chains:
        start = f"-A {chain.name.decode('latin-1')}"
        written = []
        for at in range(chain.start, chain.end):
            packets, octets = counts[at].split(":")
            if of_nft:
                count = f"[{packets}:{octets}] " if counters else ""
                written.append(f"{count}{start}{saved.rules[at]}")
                continue
            count = f", pcnt={packets} -- bcnt={octets} " if counters else ""
            # arptables-save drops a rule that has neither target nor condition: its line would be empty
            hidden = "# " if saved.rules[at] == " " else ""
            written.append(f"{hidden}{start}{saved.rules[at]}{count}")
        lines += _with_notes(table, told, np.arange(chain.start, chain.end), written)
    return [*lines, *([] if of_nft else [""]), *_unread(table)]
