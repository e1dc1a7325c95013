"""Sets of packets as binary decision diagrams. Two engines say the same: one in plain Python, and where it is installed
the library oxidd (``iptblob[reach]``), which is some times faster and gives memory back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iptblob.errors import IptblobError

Edge = Any  # a set; what it is only its engine knows. Sets are equal where their edges are.
TRUE, FALSE = 0, 1  # edges of the plain engine; every other is a node's number, twice, plus 1 where it is complemented
LEAF_LEVEL = 1 << 30  # the level of the one leaf
MOST_NODES = 3_000_000


class TooLargeError(IptblobError):
    """More than a budget allows: what was decided before it was spent stands."""


class Diagrams(ABC):
    """A manager of diagrams: ``true`` are all packets, ``false`` none. No variable is ever reordered."""

    true: Edge
    false: Edge
    count: int = 0

    def variables(self, count: int) -> list[int]:
        """Levels of ``count`` new variables, below all that there are."""
        first = self.count
        self.count += count
        return list(range(first, self.count))

    @abstractmethod
    def node(self, level: int, low: Edge, high: Edge) -> Edge:
        """The packets of ``low`` whose variable is 0, and those of ``high`` whose variable is 1; both look at later
        variables alone."""

    @abstractmethod
    def both(self, a: Edge, b: Edge) -> Edge:
        """The packets of both sets."""

    @abstractmethod
    def neg(self, a: Edge) -> Edge:
        """All other packets."""

    @abstractmethod
    def level_of(self, edge: Edge) -> int:
        """The first variable that a set depends on; ``LEAF_LEVEL`` of all packets and of none."""

    @abstractmethod
    def parts(self, edge: Edge) -> tuple[Edge, Edge]:
        """What a set is where its first variable is 0, and where it is 1."""

    @abstractmethod
    def exist(self, keep: range, edge: Edge) -> Edge:
        """What is left where only the variables within ``keep`` are looked at."""

    def either(self, a: Edge, b: Edge) -> Edge:
        return self.neg(self.both(self.neg(a), self.neg(b)))

    def without(self, a: Edge, b: Edge) -> Edge:
        return self.both(a, self.neg(b))

    def any_of(self, edges: Iterable[Edge]) -> Edge:
        left = list(dict.fromkeys(edges))
        while len(left) > 1:  # halves of a like size: one large set is not rebuilt for every small one
            pairs = zip(left[::2], left[1::2], strict=False)
            left = [*(self.either(one, other) for one, other in pairs), *(left[-1:] if len(left) % 2 else ())]
        return left[0] if left else self.false

    def cube(self, levels: Sequence[int], values: Sequence[int]) -> Edge:
        """The packets whose variables have these values."""
        edge = self.true
        for level, value in sorted(zip(levels, values, strict=True), reverse=True):
            edge = self.node(level, self.false, edge) if value else self.node(level, edge, self.false)
        return edge

    def holds(self, edge: Edge, values: Mapping[int, int]) -> bool:
        """Is the packet with these values of all variables in a set?"""
        while (level := self.level_of(edge)) != LEAF_LEVEL:
            edge = self.parts(edge)[values.get(level, 0)]
        return bool(edge == self.true)

    def pick(self, edge: Edge) -> dict[int, int]:
        """One packet of a set that is not empty: values by variable; any value where there is none."""
        found = {}
        while edge != self.true:
            assert edge != self.false
            low, high = self.parts(edge)
            level = self.level_of(edge)
            found[level], edge = (0, low) if low != self.false else (1, high)
        return found


class PlainDiagrams(Diagrams):
    """Diagrams in Python: complement edges in the lowest bit, nothing is ever freed, the number of nodes is bounded."""

    def __init__(self, most: int = MOST_NODES) -> None:
        self.true, self.false = TRUE, FALSE
        self.level, self.low, self.high = [LEAF_LEVEL], [0], [0]
        self.unique: dict[tuple[int, int, int], int] = {}
        self.products: dict[tuple[int, int], int] = {}
        self.most = most

    def node(self, level: int, low: int, high: int) -> int:
        if low == high:
            return low
        turned = high & 1  # the high edge is never complemented
        if turned:
            low, high = low ^ 1, high ^ 1
        key = (level, low, high)
        found = self.unique.get(key)
        if found is None:
            found = len(self.level)
            if found > self.most:
                raise TooLargeError(f"more than {self.most} nodes of decision diagrams")
            self.unique[key] = found
            self.level.append(level)
            self.low.append(low)
            self.high.append(high)
        return found << 1 | turned

    def both(self, a: int, b: int) -> int:
        """The packets of both sets. Its depth is that of the diagrams: one step a variable."""
        if b in (a, TRUE):
            return a
        if a == TRUE:
            return b
        if FALSE in (a, b) or a ^ b == 1:
            return FALSE
        if a > b:
            a, b = b, a
        found = self.products.get((a, b))
        if found is None:
            one, other = self.level[a >> 1], self.level[b >> 1]
            level = min(one, other)
            low_a, high_a = self._parts(a, level, one)
            low_b, high_b = self._parts(b, level, other)
            found = self.node(level, self.both(low_a, low_b), self.both(high_a, high_b))
            self.products[a, b] = found
        return found

    def _parts(self, edge: int, level: int, own: int) -> tuple[int, int]:
        if own != level:
            return edge, edge
        turned = edge & 1
        return self.low[edge >> 1] ^ turned, self.high[edge >> 1] ^ turned

    def neg(self, a: int) -> int:
        return a ^ 1

    def level_of(self, edge: int) -> int:
        return self.level[edge >> 1]

    def parts(self, edge: int) -> tuple[int, int]:
        turned = edge & 1
        return self.low[edge >> 1] ^ turned, self.high[edge >> 1] ^ turned

    def exist(self, keep: range, edge: int) -> int:
        memo: dict[int, int] = {}

        def go(edge: int) -> int:
            if edge < 2:
                return edge
            found = memo.get(edge)
            if found is None:
                low, high = (go(part) for part in self.parts(edge))
                level = self.level_of(edge)
                found = self.node(level, low, high) if level in keep else int(self.either(low, high))
                memo[edge] = found
            return found

        return go(edge)
