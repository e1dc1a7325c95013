"""Sets of packets as binary decision diagrams, in plain Python: complement edges in the lowest bit, no variable is ever
reordered, nothing is ever freed, and the number of nodes is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from iptblob.errors import IptblobError

TRUE, FALSE = 0, 1  # edges; every other is a node's number, twice, plus 1 where it is complemented
LEAF_LEVEL = 1 << 30  # the level of the one leaf
MOST_NODES = 3_000_000


class TooLargeError(IptblobError):
    """More than a budget allows: what was decided before it was spent stands."""


class Diagrams:
    """A manager of diagrams. An edge is an int; ``both``, ``either``, ``neg`` make new ones."""

    def __init__(self, most: int = MOST_NODES) -> None:
        self.level, self.low, self.high = [LEAF_LEVEL], [0], [0]
        self.unique: dict[tuple[int, int, int], int] = {}
        self.products: dict[tuple[int, int], int] = {}
        self.most = most
        self.count = 0

    def variables(self, count: int) -> list[int]:
        """Levels of ``count`` new variables, below all that there are."""
        first = self.count
        self.count += count
        return list(range(first, self.count))

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

    def parts(self, edge: int) -> tuple[int, int]:
        """What a set is where its first variable is 0, and where it is 1."""
        level = self.level[edge >> 1]
        return self._parts(edge, level, level)

    @staticmethod
    def neg(a: int) -> int:
        return a ^ 1

    def either(self, a: int, b: int) -> int:
        return self.both(a ^ 1, b ^ 1) ^ 1

    def without(self, a: int, b: int) -> int:
        return self.both(a, b ^ 1)

    def any_of(self, edges: Iterable[int]) -> int:
        left = list(dict.fromkeys(edges))
        while len(left) > 1:  # halves of a like size: one large set is not rebuilt for every small one
            pairs = zip(left[::2], left[1::2], strict=False)
            left = [*(self.either(one, other) for one, other in pairs), *(left[-1:] if len(left) % 2 else ())]
        return left[0] if left else FALSE

    def cube(self, levels: Sequence[int], values: Sequence[int]) -> int:
        """The packets whose variables have these values."""
        edge = TRUE
        for level, value in sorted(zip(levels, values, strict=True), reverse=True):
            edge = self.node(level, FALSE, edge) if value else self.node(level, edge, FALSE)
        return edge

    def holds(self, edge: int, values: Mapping[int, int]) -> bool:
        """Is the packet with these values of all variables in a set?"""
        while edge > 1:
            level = self.level[edge >> 1]
            edge = self._parts(edge, level, level)[values.get(level, 0)]
        return edge == TRUE

    def exist(self, keep: range, edge: int) -> int:
        """What is left where only the variables within ``keep`` are looked at."""
        memo: dict[int, int] = {}

        def go(edge: int) -> int:
            if edge < 2:
                return edge
            found = memo.get(edge)
            if found is None:
                level = self.level[edge >> 1]
                low, high = (go(part) for part in self._parts(edge, level, level))
                found = self.node(level, low, high) if level in keep else self.either(low, high)
                memo[edge] = found
            return found

        return go(edge)

    def pick(self, edge: int) -> dict[int, int]:
        """One packet of a set that is not empty: values by variable; any value where there is none."""
        found = {}
        while edge != TRUE:
            assert edge != FALSE
            level = self.level[edge >> 1]
            low, high = self._parts(edge, level, level)
            found[level], edge = (0, low) if low != FALSE else (1, high)
        return found
