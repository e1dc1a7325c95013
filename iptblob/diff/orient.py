"""Which side an alignment starts from, whichever was given first: a script is the mirror of the script back.

Where several alignments are equally good, a method picks one by where it started. It therefore starts from the side
whose first rule that differs sorts first, by what the rules say and, where they say the same, by their bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from iptblob.diff.listing import Listing
from iptblob.spec.columns import Index
from iptblob.table import ChainSpan

T = TypeVar("T")


def turned(
    a: Listing, b: Listing, left: Index, right: Index, spans: Sequence[tuple[ChainSpan, ChainSpan]]
) -> list[bool]:
    """For each pair of chains whether it is aligned from B to A. ``left`` and ``right`` are numbers by entry."""
    places = [_differing(left, right, one, other) for one, other in spans]
    first = [at for at, (x, _) in enumerate(places) if len(x)]
    texts_a = a.texts([int(places[at][0][0]) for at in first])
    texts_b = b.texts([int(places[at][1][0]) for at in first])
    out = [False] * len(places)
    for at, one, other in zip(first, texts_a, texts_b, strict=True):
        out[at] = other < one if one != other else _sorts_behind(a, b, *places[at])
    return out


def in_turn(pair: tuple[T, T], backwards: bool) -> tuple[T, T]:
    """A and B in the order in which they are aligned, or back."""
    return (pair[1], pair[0]) if backwards else pair


def _differing(left: Index, right: Index, one: ChainSpan, other: ChainSpan) -> tuple[Index, Index]:
    """Entries of both chains that differ, number by number."""
    length = min(one.end - one.start, other.end - other.start)
    numbers = left[one.start : one.start + length], right[other.start : other.start + length]
    differ = np.flatnonzero(numbers[0] != numbers[1])
    return differ + one.start, differ + other.start


def _sorts_behind(a: Listing, b: Listing, x: Index, y: Index) -> bool:
    """True where the rules of B sort before those of A."""
    texts_a, texts_b = a.texts(x.tolist()), b.texts(y.tolist())
    if texts_a != texts_b:
        return texts_b < texts_a
    return _bytes(b, y) < _bytes(a, x)


def _bytes(listing: Listing, entries: Index) -> list[bytes]:
    """Entries without their counters; nothing where there are only lines."""
    table = listing.source
    if table is None:
        return []
    counters = table.head_layout["counters"]
    found = []
    for start, length in zip(table.offsets[entries].tolist(), table.next_offsets[entries].tolist(), strict=True):
        octets = bytes(table.data[start : start + length])
        found.append(octets[: counters.offset] + octets[counters.offset + counters.size :])
    return found
