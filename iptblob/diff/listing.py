"""A table as the comparison sees it: chains, and for every rule a number for its meaning and the chain it jumps to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from iptblob.diff.keys import Ignored, meanings
from iptblob.ext.base import Context
from iptblob.ext.names import Names
from iptblob.render.save import policy_name, save_rules
from iptblob.spec.columns import Index
from iptblob.table import STANDARD, Table

NO_JUMP = -1
Counters = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A chain: entries ``start`` to ``end`` are its rules, ``close`` the entry behind them (None: there is none).

    ``policy`` is the policy's name for a built-in chain, and None for any other.
    """

    name: str
    builtin: bool
    start: int
    end: int
    close: int | None
    policy: str | None
    head: int | None = None


@dataclass(frozen=True)
class Listing:
    """One table of one side.

    ``meaning``, ``exact`` and ``jump`` have one number per entry; ``jump`` is the index of a chain, NO_JUMP, or
    below that a number for a place inside a chain. ``plain_close`` marks the entries that close a user chain as every
    chain is closed. ``texts`` makes latin-1 lines of entries (without counters),
    ``counters`` and ``offset`` tell of one entry (offset in bytes from the first entry, None for text).
    """

    family: str
    table: str
    chains: tuple[Span, ...]
    meaning: Index
    exact: Index
    jump: Index
    texts: Callable[[Sequence[int]], list[str]]
    counters: Callable[[], tuple[Index, Index] | None]
    offsets: Index | None
    source: Table | None = None
    names: Names | None = None


def empty(family: str, table: str) -> Listing:
    """A table that is not there: no chains, no rules."""
    nothing = np.empty(0, dtype=np.int64)
    return Listing(family, table, (), nothing, nothing, nothing, lambda _: [], lambda: None, None)


def from_tables(
    tables: Sequence[Table], names: Sequence[Names], iptables: tuple[int, int, int], ignored: Ignored | None = None
) -> list[Listing]:
    """Listings of some tables of one family, with numbers that can be compared with one another."""
    numbers = meanings(tables, names, ignored)
    strays: dict[object, int] = {}
    starts = np.cumsum([0, *(len(table) for table in tables)])
    found = []
    for at, (table, own_names) in enumerate(zip(tables, names, strict=True)):
        part = slice(int(starts[at]), int(starts[at + 1]))
        context = Context(table.family.name, table.abi, own_names, iptables)
        found.append(Listing(
            table.family.name, table.name.decode("latin-1"), _spans(table), numbers.meaning[part],
            numbers.exact[part], _jumps(table, strays), _texts(table, context), _counters(table), table.offsets, table,
            own_names,
        ))  # fmt: skip
    return found


def _spans(table: Table) -> tuple[Span, ...]:
    return tuple(
        Span(
            chain.name.decode("latin-1"), chain.hook is not None, chain.start, chain.end, chain.policy,
            policy_name(table, chain) if chain.hook is not None else None, chain.head,
        )
        for chain in table.chains
    )  # fmt: skip


def _texts(table: Table, context: Context) -> Callable[[Sequence[int]], list[str]]:
    def texts(entries: Sequence[int]) -> list[str]:
        if not len(entries):
            return []
        return save_rules(table.part(np.array(entries, dtype=np.int64)), context).rules

    return texts


def _counters(table: Table) -> Callable[[], tuple[Index, Index]]:
    def counters() -> tuple[Index, Index]:
        return table.column("counters", "packets"), table.column("counters", "bytes")

    return counters


def _jumps(table: Table, strays: dict[object, int]) -> Index:
    """Where each standard target goes on: a chain of the table, or a place that is no chain's head."""
    out = np.full(len(table), NO_JUMP, dtype=np.int64)
    following = table.offsets + table.next_offsets
    verdicts = np.where((table.verdicts >= 0) & (table.verdicts != following), table.verdicts, -1)
    for group in table.records.groups:
        if group.kind == "target" and group.name != STANDARD:
            verdicts[group.entries] = -1
    if table.records.broken:
        verdicts[list(table.records.broken)] = -1
    jumping = np.flatnonzero(verdicts >= 0)
    if not len(jumping):
        return out
    number = {int(table.offsets[chain.start]): at for at, chain in reversed(list(enumerate(table.chains)))
              if chain.start < len(table)}  # fmt: skip
    values, inverse = np.unique(verdicts[jumping], return_inverse=True)
    landing = [number[value] if value in number else _stray(table, value, strays) for value in values.tolist()]
    out[jumping] = np.array(landing, dtype=np.int64)[inverse.reshape(-1)]
    return out


def _stray(table: Table, offset: int, strays: dict[object, int]) -> int:
    """A place inside a chain counts by chain and rule number; one that is no entry at all by its distance."""
    entry = table.index_of(offset)
    place = None if entry is None else table.rule_number(entry)
    key: object = ("nowhere", offset) if place is None else (place[0].name, place[0].hook, place[1])
    return NO_JUMP - 1 - strays.setdefault(key, len(strays))
