"""Which elements of two sequences stay: a longest common subsequence of whole numbers, at any size.

Exact wherever that is affordable; beyond (long runs of repeated elements with much changed between them) still a
common subsequence, though perhaps not the longest. Nothing here is quadratic in the length of the input.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from iptblob.spec.columns import Index

MAX_MATCHES = 1_000_000  # pairs of equal elements that the exact method looks at
MAX_EDITS = 600  # insertions and deletions that the method for repetitive input looks for

Pairs = list[tuple[int, int]]


def align(left: Index, right: Index) -> tuple[Index, Index]:
    """(i, j): strictly increasing positions with ``left[i] == right[j]``, as many as can be found."""
    start = _common(left, right)
    end = _common(left[start:][::-1], right[start:][::-1])
    a, b = left[start : len(left) - end], right[start : len(right) - end]
    middle = _middle(a, b) if len(a) and len(b) else (np.empty(0, np.int64), np.empty(0, np.int64))
    head, tail = np.arange(start), np.arange(end)
    return (
        np.concatenate([head, middle[0] + start, tail + (len(left) - end)]),
        np.concatenate([head, middle[1] + start, tail + (len(right) - end)]),
    )


def _common(a: Index, b: Index) -> int:
    """Length of the common prefix."""
    length = min(len(a), len(b))
    differ = np.flatnonzero(a[:length] != b[:length])
    return int(differ[0]) if len(differ) else length


def _middle(a: Index, b: Index) -> tuple[Index, Index]:
    """The same without a common prefix or suffix: what only one side has is set aside first."""
    keep_a = np.flatnonzero(_is_among(a, b))
    keep_b = np.flatnonzero(_is_among(b, a))
    if not len(keep_a):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    short_a, short_b = a[keep_a], b[keep_b]
    if len(keep_a) < len(a) or len(keep_b) < len(b):
        i, j = align(short_a, short_b)
    else:
        i, j = _search(short_a, short_b)
    return keep_a[i], keep_b[j]


def _is_among(some: Index, others: Index) -> NDArray[np.bool_]:
    """Which of ``some`` are among ``others``, of which there is at least one; np.isin would import numpy.ma."""
    ordered = np.sort(others)
    at = np.minimum(np.searchsorted(ordered, some), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[at] == some
    return found


def _search(a: Index, b: Index) -> tuple[Index, Index]:
    """Sequences over the same elements that differ at both ends."""
    _, counts_a = np.unique(a, return_counts=True)
    _, counts_b = np.unique(b, return_counts=True)
    if int((counts_a * counts_b).sum()) <= MAX_MATCHES:
        pairs = _by_matches(a.tolist(), b.tolist())
    else:
        found = _by_edits(a, b, MAX_EDITS)
        pairs = _by_rarity(a, b) if found is None else found
    if not pairs:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    both = np.array(pairs, dtype=np.int64)
    return both[:, 0], both[:, 1]


def _by_matches(a: list[int], b: list[int]) -> Pairs:
    """Longest increasing run through all pairs of equal elements (Hunt and Szymanski, 1977)."""
    places: dict[int, list[int]] = defaultdict(list)
    for j in range(len(b) - 1, -1, -1):
        places[b[j]].append(j)
    ends: list[int] = []  # smallest position in b that ends a run of this length
    links: list[int] = []  # index in `chain` of that run's last pair
    chain: list[tuple[int, int, int]] = []  # (i, j, previous)
    for i, element in enumerate(a):
        for j in places[element]:
            length = bisect_left(ends, j)
            if length < len(ends) and ends[length] == j:
                continue
            chain.append((i, j, links[length - 1] if length else -1))
            if length == len(ends):
                ends.append(j)
                links.append(len(chain) - 1)
            else:
                ends[length] = j
                links[length] = len(chain) - 1
    pairs: Pairs = []
    at = links[-1] if links else -1
    while at >= 0:
        i, j, at = chain[at]
        pairs.append((i, j))
    pairs.reverse()
    return pairs


def _by_edits(a: Index, b: Index, limit: int) -> Pairs | None:
    """Fewest insertions and deletions (Myers, 1986), or None where more than ``limit`` are needed."""
    n, m = len(a), len(b)
    if abs(n - m) > limit:
        return None
    left, right = a.tolist(), b.tolist()
    middle = limit + 1
    reach = [0] * (2 * middle + 1)  # furthest place in `left` on each diagonal
    trace: list[array[int]] = []
    for edits in range(limit + 1):
        trace.append(array("q", reach[middle - edits - 1 : middle + edits + 2]))
        for diagonal in range(-edits, edits + 1, 2):
            at = middle + diagonal
            down = diagonal == -edits or (diagonal != edits and reach[at - 1] < reach[at + 1])
            x = reach[at + 1] if down else reach[at - 1] + 1
            y = x - diagonal
            if x < n and y < m and left[x] == right[y]:
                run = _common_run(a, b, x, y)
                x, y = x + run, y + run
            reach[at] = x
            if x >= n and y >= m:
                return _trace_back(trace, n, m)
    return None


def _common_run(a: Index, b: Index, x: int, y: int) -> int:
    """Equal elements from ``a[x]`` and ``b[y]`` on, looked at in growing blocks."""
    start, block = x, 64
    while True:
        left, right = a[x : x + block], b[y : y + block]
        length = min(len(left), len(right))
        same = _common(left, right)
        x, y = x + same, y + same
        if same < length or not length:
            return x - start
        block = min(block * 4, 1 << 16)


def _trace_back(trace: list[array[int]], n: int, m: int) -> Pairs:
    pairs: Pairs = []
    x, y = n, m
    for edits in range(len(trace) - 1, 0, -1):
        reach, middle = trace[edits], edits + 1
        at = middle + x - y
        down = x - y == -edits or (x - y != edits and reach[at - 1] < reach[at + 1])
        before_x = reach[at + 1] if down else reach[at - 1]
        before_y = before_x - (at + 1 if down else at - 1) + middle
        begin = before_x if down else before_x + 1
        pairs.extend((x - step, y - step) for step in range(1, x - begin + 1))
        x, y = before_x, before_y
    pairs.extend((x - step, y - step) for step in range(1, x + 1))
    pairs.reverse()
    return pairs


def _by_rarity(a: Index, b: Index) -> Pairs:
    """The k-th occurrence of an element meets the k-th on the other side; the longest increasing run of meetings.

    Still a common subsequence, perhaps not the longest, and n log n at any size.
    """
    rank_a, rank_b = _occurrence(a), _occurrence(b)
    where = {key: j for j, key in enumerate(zip(b.tolist(), rank_b.tolist(), strict=True))}
    meetings = [(i, where[key]) for i, key in enumerate(zip(a.tolist(), rank_a.tolist(), strict=True)) if key in where]
    run = _by_matches([*range(len(meetings))], _order([j for _, j in meetings]))
    return [meetings[i] for i, _ in run]


def _order(positions: list[int]) -> list[int]:
    """Index of each position in ascending order of positions."""
    order: list[int] = np.argsort(np.array(positions, dtype=np.int64), kind="stable").tolist()
    return order


def _occurrence(values: Index) -> Index:
    """How often each element stood before its own place."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.ones(len(values), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(new)
    run = np.cumsum(new) - 1
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values)) - starts[run]
    return rank
