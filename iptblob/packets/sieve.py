"""Which entries a set of packets can match by their heads at all: the others are passed by without a diagram.

For each field by itself: an entry stays where the values that its head asks for and those that occur in the set have
one in common. That keeps too many, never too few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.packets.heads import DEVICES, Heads, HeadTest
from iptblob.spec import columns

ADDRESSES_SIFTED = ("src", "dst")
FIELDS_SIFTED = ("src", "dst", "proto", "in", "out")
OCTETS_OF_NUMBER = 8
PROTOCOL_NUMBERS = 256
Ranges = Sequence[tuple[int, int]]  # of whole numbers, ends included, in order
Kept = NDArray[np.bool_]


class Sieve:
    """The heads of one table, in the order of their values. ``devices`` are the interface names by number."""

    def __init__(self, heads: Heads, devices: Sequence[bytes]) -> None:
        self.tests: dict[str, HeadTest] = {test.field: test for test in heads.tests if test.field in FIELDS_SIFTED}
        self.devices = devices
        self._intervals: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}

    def kept(self, first: int, end: int, values: Mapping[str, Ranges | None]) -> list[int]:
        """Entries from ``first`` to ``end`` that may match a packet whose fields have ``values`` (None: any)."""
        found = np.ones(end - first, dtype=np.bool_)
        for name, ranges in values.items():
            if ranges is not None and name in self.tests:
                found &= self._kept(name, slice(first, end), ranges)
        kept: list[int] = (np.flatnonzero(found) + first).tolist()
        return kept

    def _kept(self, name: str, some: slice, ranges: Ranges) -> Kept:
        test = self.tests[name]
        if name in ADDRESSES_SIFTED:
            kept = self._within(name, some, ranges)
        elif name == "proto":
            kept = self._protocols(test, some, ranges)
        else:
            return self._fitting(name, ranges)[self._named[name][0][some]]
        kept |= test.inverted[some]
        return kept

    def _within(self, name: str, some: slice, ranges: Ranges) -> Kept:
        """Address and mask as the least interval around them, which is exact where the mask has no holes."""
        if name not in self._intervals:
            test = self.tests[name]
            low, high = test.values & test.masks, test.values | ~test.masks
            self._intervals[name] = (_ordered(low, test.width), _ordered(high, test.width))
        low, high = (column[some] for column in self._intervals[name])
        width = self.tests[name].width
        lows, highs = (_ends([pair[at] for pair in ranges], width) for at in (0, 1))
        at = np.searchsorted(highs, low)  # the first range that does not end before
        kept: Kept = np.zeros(len(low), dtype=np.bool_)
        inside = np.flatnonzero(at < len(highs))
        kept[inside] = lows[at[inside]] <= high[inside]
        return kept

    @staticmethod
    def _protocols(test: HeadTest, some: slice, ranges: Ranges) -> Kept:
        occurs = np.zeros(PROTOCOL_NUMBERS, dtype=np.bool_)
        for low, high in ranges:
            occurs[low : high + 1] = True
        octets = test.values[some].view(np.uint8)[:, 0]
        return occurs[octets] | test.settled[some]

    @cached_property
    def _named(self) -> dict[str, tuple[NDArray[np.int64], list[HeadTest]]]:
        """Of each side the number of each entry's pattern among the distinct ones, and these."""
        found = {}
        for name in DEVICES:
            test = self.tests[name]
            rows = np.hstack([test.values.view(np.uint8), test.masks.view(np.uint8), test.inverted[:, None]])
            first, inverse = columns.distinct(np.ascontiguousarray(rows, dtype=np.uint8))
            patterns = [HeadTest(name, test.width, test.values[at : at + 1], test.masks[at : at + 1],
                                 test.inverted[at : at + 1], strict=test.strict) for at in first.tolist()]  # fmt: skip
            found[name] = (inverse, patterns)
        return found

    def _fitting(self, name: str, ranges: Ranges) -> Kept:
        """Which of the distinct patterns some interface of the set fits."""
        names = [self.devices[at] for low, high in ranges for at in range(low, min(high + 1, len(self.devices)))]
        found = np.zeros(len(self._named[name][1]), dtype=np.bool_)
        for at, pattern in enumerate(self._named[name][1]):
            found[at] = any(not pattern.fails(one)[0] for one in names)
        return found


def _ordered(words: NDArray[np.uint32], width: int) -> NDArray[Any]:
    """Rows of words in network order as what compares like the numbers that they are."""
    octets = np.ascontiguousarray(words.view(np.uint8)[:, :width])
    if width <= OCTETS_OF_NUMBER:
        return octets.view(f">u{width}").reshape(-1).astype(np.uint64)
    return octets.view(f"S{width}").reshape(-1)  # zeros at the end are nothing, which is in order too


def _ends(numbers: Sequence[int], width: int) -> NDArray[Any]:
    if width <= OCTETS_OF_NUMBER:
        return np.array(numbers, dtype=np.uint64)
    return np.array([number.to_bytes(width, "big") for number in numbers], dtype=f"S{width}")
