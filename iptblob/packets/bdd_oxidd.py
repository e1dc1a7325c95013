"""Diagrams by oxidd, a library in Rust: the extra ``reach``."""

from __future__ import annotations

from collections.abc import Sequence

from oxidd.bcdd import BCDDFunction, BCDDManager
from oxidd.util import DDMemoryError

from iptblob.packets.bdd import LEAF_LEVEL, Diagrams, TooLargeError

NODES = 1 << 23  # 16 bytes each, taken as they are needed
CACHED = 1 << 18  # results of operations that are remembered


class OxiddDiagrams(Diagrams):
    """Sets are functions of the library; what nobody holds any longer is freed. Raises TooLargeError."""

    def __init__(self, nodes: int = NODES) -> None:
        self.manager = BCDDManager(nodes, CACHED, 1)
        self.nodes = nodes
        self.true, self.false = self.manager.true(), self.manager.false()
        self._vars: list[BCDDFunction] = []
        self._left_out: dict[tuple[range, int], BCDDFunction] = {}

    def variables(self, count: int) -> list[int]:
        try:
            self._vars += [self.manager.var(at) for at in self.manager.add_vars(count)]
        except DDMemoryError:
            raise self._too_large() from None
        return super().variables(count)

    def node(self, level: int, low: BCDDFunction, high: BCDDFunction) -> BCDDFunction:
        try:
            return self._vars[level].ite(high, low)
        except DDMemoryError:
            raise self._too_large() from None

    def cube(self, levels: Sequence[int], values: Sequence[int]) -> BCDDFunction:
        edge: BCDDFunction = self.true
        own = self._vars
        try:
            for level, value in sorted(zip(levels, values, strict=True), reverse=True):
                edge = edge & own[level] if value else edge & ~own[level]
        except DDMemoryError:
            raise self._too_large() from None
        return edge

    def both(self, a: BCDDFunction, b: BCDDFunction) -> BCDDFunction:
        try:
            return a & b
        except DDMemoryError:
            raise self._too_large() from None

    def either(self, a: BCDDFunction, b: BCDDFunction) -> BCDDFunction:
        try:
            return a | b
        except DDMemoryError:
            raise self._too_large() from None

    def neg(self, a: BCDDFunction) -> BCDDFunction:
        return ~a

    def level_of(self, edge: BCDDFunction) -> int:
        level = edge.node_level()
        return LEAF_LEVEL if level is None else level

    def parts(self, edge: BCDDFunction) -> tuple[BCDDFunction, BCDDFunction]:
        found = edge.cofactors()
        assert found is not None
        return found[1], found[0]

    def exist(self, keep: range, edge: BCDDFunction) -> BCDDFunction:
        key = (keep, self.count)
        if key not in self._left_out:
            others = [level for level in range(self.count) if level not in keep]
            self._left_out[key] = self.cube(others, [1] * len(others))
        try:
            return edge.exists(self._left_out[key])
        except DDMemoryError:
            raise self._too_large() from None

    def _too_large(self) -> TooLargeError:
        return TooLargeError(f"more than {self.nodes} nodes of decision diagrams")
