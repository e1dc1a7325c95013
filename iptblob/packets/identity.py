"""Which entries of two versions of a table say the same, and which facts of theirs are one.

A rule with a fact of its own (limit, statistic, recent) keeps it where the table is put in place anew: equal rules of
one chain, counted, are one rule on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from iptblob.diff.align import align
from iptblob.diff.listing import Listing, from_tables, same_names
from iptblob.extensions.base import NEWEST_IPTABLES
from iptblob.packets.program import Program
from iptblob.spec.columns import Index
from iptblob.table import ChainSpan

JUMPS_APART = 32  # bits that the number of a jump takes within that of an entry
NO_COUNT = -1


class Identity:
    """One table, or two versions of one: a number for what each entry says, the same on both sides where it is."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.programs = programs
        tables, names = [one.table for one in programs], [one.context.names for one in programs]
        self.listings = from_tables(tables, names, NEWEST_IPTABLES)
        self._named: dict[tuple[bytes, int, int], str] = {}
        self._counted: list[dict[int, dict[int, int]]] = [{} for _ in programs]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Chains of both sides that have one name, by index."""
        return same_names(self.listings[0].chains, self.listings[1].chains)

    @cached_property
    def numbers(self) -> list[Index]:
        """Of each side one number for each entry, jumps included."""
        found = [_number(self.listings[0], self.listings[0].jump)]
        if len(self.listings) == 1:
            return found
        goes = self.listings[1].jump.copy()
        first = len(self.listings[0].chains)
        in_a = np.arange(first, first + len(self.listings[1].chains) + 1, dtype=np.int64)
        for i, j in self.pairs:
            in_a[j] = i
        goes[goes >= 0] = in_a[goes[goes >= 0]]
        return [*found, _number(self.listings[1], goes)]

    def changed(self) -> tuple[list[int], list[int]]:
        """Entries of each side that the other has not at their place, chain by chain of one name."""
        a, b = self.listings
        found: tuple[list[int], list[int]] = ([], [])
        for i, j in self.pairs:
            if i not in a.quiet:
                spans = whole(a.chains[i]), whole(b.chains[j])
                left, right = (own[span.start : span.stop] for own, span in zip(self.numbers, spans, strict=True))
                for side, (span, kept) in enumerate(zip(spans, align(left, right), strict=True)):
                    found[side].extend(np.setdiff1d(np.arange(span.start, span.stop), kept + span.start).tolist())
        paired = {i for i, _ in self.pairs}, {j for _, j in self.pairs}
        for side, listing in enumerate(self.listings):
            for at, chain in enumerate(listing.chains):
                if at not in paired[side]:
                    found[side].extend(whole(chain))
        return found

    def token(self, side: int, at: int) -> str:
        """What the facts of an entry are called: by its place in the table that was asked first."""
        program, number = self.programs[side], int(self.numbers[side][at])
        chain = program.table.chain_of(at)
        name = b"" if chain is None else chain.name
        key = (name, number, NO_COUNT if number < 0 or chain is None else self._count(side, chain, at))
        return self._named.setdefault(key, f"{program.name}/{program.place(at)}")

    def _count(self, side: int, chain: ChainSpan, at: int) -> int:
        """How many entries of its chain before it say the same; those that have a counterpart are no others'."""
        counted = self._counted[side].get(chain.start)
        if counted is None:
            counted = self._counted[side][chain.start] = {}
            seen: Counter[int] = Counter()
            span = whole(chain)
            for entry, number in zip(span, self.numbers[side][span.start : span.stop].tolist(), strict=True):
                counted[entry] = seen[number]
                seen[number] += 1
        return counted.get(at, NO_COUNT)


def whole(chain: ChainSpan) -> range:
    """The entries of a chain with the one that closes it."""
    return range(chain.start, chain.end if chain.policy is None else chain.policy + 1)


def _number(listing: Listing, goes: Index) -> Index:
    numbers: Index = (listing.meaning << JUMPS_APART) + (goes + (1 << (JUMPS_APART - 1)))
    return numbers
