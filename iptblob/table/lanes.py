"""The walk over the entries of a large table, many places at once.

The table is cut into lanes of about equal length. In each a place is looked for from which entries follow one another
for a while, a guess where one begins; then all lanes are walked side by side. That every lane ends exactly where the
next one begins is the proof that all guesses were right: the way from the first byte leads through them all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index
from iptblob.spec.layout import Field, layout_of

LANE = 1 << 17  # bytes
WINDOW = 1 << 10  # bytes at the beginning of a lane in which an entry should begin
TRIES = 8  # entries that must follow one another for a guess to be good
GUESSES = 3  # rounds; after each, guesses that turned out wrong are left out
WORTH = 1 << 20  # bytes from which on lanes are quicker than one entry after the other


def walk_in_lanes(data: bytes | memoryview, family: Family, abi: Abi) -> Index | None:
    """Start of every entry, in bytes; None where the table is small, or where anything does not fit."""
    if len(data) < max(WORTH, 4 * LANE):
        return None
    octets = columns.as_bytes(data)
    starts = _guess(octets, family, abi)
    for _ in range(GUESSES):
        ends = np.append(starts[1:], len(data))
        entries, reached = _walk(octets, starts, ends, family, abi)
        wrong = np.flatnonzero(reached[:-1] != ends[:-1]) + 1
        if not len(wrong):
            return entries if reached[-1] == ends[-1] else None
        starts = np.delete(starts, wrong)
    return None


def _walk(octets: Bytes, starts: Index, ends: Index, family: Family, abi: Abi) -> tuple[Index | None, Index]:
    """(entries of all lanes, where each lane ended); no entries where a lane could not go on to its end."""
    head = layout_of(family.entry_spec, abi)
    last = len(octets) - head.size
    next_offsets = _everywhere(octets, head["next_offset"], abi)
    position, walked = starts, [starts]
    for _ in range(4 * LANE // head.size):
        done = position >= ends
        if done.all():
            break
        step = next_offsets[np.minimum(position, last)]
        step[done] = 0
        if not step.any():
            break  # who is not done cannot go on
        position = position + step
        walked.append(position)
    every = np.array(walked).T
    going = every[:, :-1] < ends[:, None]
    steps = np.diff(every, axis=1)[going]
    if (position < ends).any() or (steps < head.size).any():
        return None, position
    return every[:, :-1][going], position


def _everywhere(octets: Bytes, field: Field, abi: Abi) -> NDArray[Any]:
    """What a field would say of a struct that begins at each byte."""
    return columns.sliding(octets[field.offset :], f"{abi.order}{field.kind}{field.width}")


def _guess(octets: Bytes, family: Family, abi: Abi) -> Index:
    """Places where an entry seems to begin, one in each lane that has any; the first is 0."""
    head, record = layout_of(family.entry_spec, abi), layout_of("xt_entry_target", abi)
    lanes = np.arange(LANE, len(octets) - WINDOW - LANE, LANE, dtype=np.int64)
    places = (lanes[:, None] + np.arange(0, WINDOW, abi.align_u64)).reshape(-1)
    targets, nexts = (_everywhere(octets, head[name], abi) for name in ("target_offset", "next_offset"))
    sizes = _everywhere(octets, record["target_size"], abi)
    now = places
    last = len(octets) - head.size
    for _ in range(TRIES):
        target, step = targets[now].astype(np.int64), nexts[now].astype(np.int64)
        good = (target >= head.size) & (target + record.size <= step) & (now + step <= len(octets))
        places, now, target, step = places[good], now[good], target[good], step[good]
        good = sizes[now + target] == step - target  # not so by law, but in what iptables writes
        places, now = places[good], (now + step)[good]
        good = now <= last
        places, now = places[good], now[good]
    first = np.flatnonzero(np.diff(places // LANE, prepend=0))
    return np.concatenate([np.zeros(1, dtype=np.int64), places[first]])
