"""Opened files in bounded memory: what was looked at is let go, and opened again where it is wanted again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
HELD_OPEN = 32 << 20  # bytes of tables that stay opened, beside the last two files


class Shelf(Generic[T]):
    """Things by name. ``weight`` says of one how many bytes it holds."""

    def __init__(self, opened: Callable[[str], T], weight: Callable[[T], int]) -> None:
        self.opened, self.weight, self.left = opened, weight, HELD_OPEN
        self._kept: dict[str, T] = {}
        self._last: dict[str, T] = {}

    def put(self, name: str, one: T, *, stays: bool = False) -> None:
        """Something that was opened; ``stays`` where it cannot be opened again."""
        heavy = self.weight(one)
        if stays or heavy <= self.left:
            self._kept[name] = one
            self.left -= heavy
            return
        self._last[name] = one
        while len(self._last) > 2:
            self._last.pop(next(iter(self._last)))

    def get(self, name: str) -> T:
        found = self._kept.get(name) or self._last.get(name)
        if found is None:
            found = self.opened(name)
            self._last[name] = found
            while len(self._last) > 2:
                self._last.pop(next(iter(self._last)))
        return found


class Lazily(Sequence[T]):
    """A sequence whose members are made when they are asked for, each time anew."""

    def __init__(self, make: Callable[[int], T], size: int) -> None:
        self.make, self.size = make, size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, at: int) -> T:  # type: ignore[override]
        if not 0 <= at < self.size:
            raise IndexError(at)
        return self.make(at)

    def __iter__(self) -> Iterator[T]:
        return map(self.make, range(self.size))
