"""Payloads of one revision, from however many tables, and the numbers of what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from iptblob.diff.meaning.senses import Payloads
from iptblob.extensions.meaning import Columns, Sense
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index


class Batch(NamedTuple):
    """Payloads at ``places`` whose meanings depend on the same names: ``standing`` are the distinct ones of them, and
    ``which`` says whom each is like."""

    places: Index
    standing: Index
    which: Index


class Form:
    """Groups of one revision and, as far as it is known, one struct.

    ``bounds`` are where the payloads of each group begin in the arrays of all. ``exact`` has the same number for
    payloads of the same configuration, from ``start`` on; ``first`` is the first of each.
    """

    def __init__(self, members: Sequence[Payloads], start: int) -> None:
        self.members, self.start = members, start
        parts = [one.exact() for one in members]
        self.bounds = np.cumsum([0, *(len(part) for part in parts)])
        self.first, inverse = columns.distinct(np.concatenate(parts) if len(parts) > 1 else parts[0])
        self.exact: Index = inverse + start

    @property
    def meaning(self) -> Columns | Sense | None:
        return self.members[0].meaning

    def parts(self, numbers: Index) -> Iterator[Index]:
        """``numbers`` of all payloads, group by group."""
        for at, end in zip(self.bounds.tolist(), self.bounds[1:].tolist(), strict=False):
            yield numbers[at:end]

    def batches(self) -> list[Batch]:
        """One batch, or one for each host's names where payloads name what only the host can say."""
        which = self.exact - self.start
        revision = self.members[0].revision
        everything = Batch(np.arange(len(which)), self.first, which)
        if revision is None or not revision.ipsets:
            return [everything]
        named: dict[frozenset[tuple[int, str]], list[Index]] = {}
        for at, one in enumerate(self.members):
            names = frozenset(one.side.names.ipsets.items())
            named.setdefault(names, []).append(np.arange(self.bounds[at], self.bounds[at + 1]))
        if len(named) == 1:
            return [everything]
        return [self._batch(np.concatenate(places), which) for places in named.values()]

    def _batch(self, places: Index, which: Index) -> Batch:
        _, first, inverse = np.unique(which[places], return_index=True, return_inverse=True)
        return Batch(places, places[first], inverse.reshape(-1))

    def rows(self, meaning: Columns, standing: Index) -> Bytes:
        """Rows that are equal where the meaning is, of the payloads ``standing``."""
        order = np.argsort(standing, kind="stable")
        ranked = np.concatenate([one.columns(meaning, own) for one, own in self._by_member(standing[order])])
        rows = np.empty_like(ranked)
        rows[order] = ranked
        return rows

    def keys(self, meaning: Sense, standing: Index) -> list[object]:
        """Keys that are equal where the meaning is, of the payloads ``standing``."""
        order = np.argsort(standing, kind="stable")
        ranked = [key for one, own in self._by_member(standing[order]) for key in one.senses(meaning, own)]
        keys: list[object] = [None] * len(ranked)
        for place, key in zip(order.tolist(), ranked, strict=True):
            keys[place] = key
        return keys

    def _by_member(self, ascending: Index) -> Iterator[tuple[Payloads, Index]]:
        for at, one in enumerate(self.members):
            own = ascending[(ascending >= self.bounds[at]) & (ascending < self.bounds[at + 1])]
            if len(own):
                yield one, own - self.bounds[at]
