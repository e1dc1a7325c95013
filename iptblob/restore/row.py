"""The rules of a chain while commands insert and delete among them: found by their number, and by what they say.

Rules stand in blocks of some hundred, so that no command goes through all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
ROW_BLOCK = 256  # rules of a block that was cut in two


class Standing(Generic[T]):
    """A rule where it stands: ``block`` is the list that holds it. Two are never equal, whatever their rules say."""

    __slots__ = ("block", "rule")

    def __init__(self, rule: T, block: list[Standing[T]]) -> None:
        self.rule, self.block = rule, block


class Row(Generic[T]):
    """Rules in their order. ``key`` says what a rule is found by; it is asked once for each rule, and only once
    something is looked for."""

    def __init__(self, rules: Iterable[T], key: Callable[[T], Hashable]) -> None:
        self.key = key
        self.blocks: list[list[Standing[T]]] = [[]]
        self.places: dict[int, int] = {}  # number of a block by its id
        self.known: dict[Hashable, list[Standing[T]]] | None = None  # those of one key in their order
        self.size = 0
        for rule in rules:
            self.append(rule)

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[T]:
        return (one.rule for block in self.blocks for one in block)

    def append(self, rule: T) -> None:
        """A rule behind all others."""
        block = self.blocks[-1]
        if len(block) >= ROW_BLOCK:
            block = []
            self.blocks.append(block)
            self.places[id(block)] = len(self.blocks) - 1
        one = Standing(rule, block)
        block.append(one)
        self.size += 1
        if self.known is not None:
            self.known.setdefault(self.key(rule), []).append(one)

    def insert(self, at: int, rule: T) -> None:
        """A rule in front of number ``at`` (0-based), or behind the last one."""
        if at == self.size:
            self.append(rule)
            return
        block, place = self._place(at)
        one = Standing(rule, block)
        block.insert(place, one)
        self.size += 1
        if len(block) > 2 * ROW_BLOCK:
            self._cut(block)
        if self.known is not None:
            alike = self.known.setdefault(self.key(rule), [])
            alike.insert(bisect_left(alike, self._order(one), key=self._order), one)

    def take(self, at: int) -> T:
        """Rule number ``at`` (0-based), taken out."""
        block, place = self._place(at)
        return self._take(block[place])

    def first(self, key: Hashable) -> T | None:
        """The first rule of a key, taken out; None where there is none."""
        found = self._alike().get(key)
        return self._take(found[0]) if found else None

    def has(self, key: Hashable) -> bool:
        """Is there a rule of that key?"""
        return bool(self._alike().get(key))

    def _alike(self) -> dict[Hashable, list[Standing[T]]]:
        if self.known is None:
            self.known = {}
            for block in self.blocks:
                for one in block:
                    self.known.setdefault(self.key(one.rule), []).append(one)
        return self.known

    def _take(self, one: Standing[T]) -> T:
        if self.known is not None:
            alike = self.known[self.key(one.rule)]
            del alike[0 if alike[0] is one else bisect_left(alike, self._order(one), key=self._order)]
        one.block.remove(one)
        self.size -= 1
        if not one.block and len(self.blocks) > 1:
            del self.blocks[self._number(one.block)]
            self._count()
        return one.rule

    def _place(self, at: int) -> tuple[list[Standing[T]], int]:
        for block in self.blocks:
            if at < len(block):
                return block, at
            at -= len(block)
        raise IndexError(at)

    def _number(self, block: list[Standing[T]]) -> int:
        if id(block) not in self.places:
            self._count()
        return self.places[id(block)]

    def _order(self, one: Standing[T]) -> tuple[int, int]:
        return self._number(one.block), one.block.index(one)

    def _count(self) -> None:
        self.places = {id(block): number for number, block in enumerate(self.blocks)}

    def _cut(self, block: list[Standing[T]]) -> None:
        behind = block[ROW_BLOCK:]
        del block[ROW_BLOCK:]
        for one in behind:
            one.block = behind
        self.blocks.insert(self._number(block) + 1, behind)
        self._count()
