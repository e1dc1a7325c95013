"""Among alignments of a small stretch, the one that gives the shortest script.

The longest common subsequence leaves the fewest rules without a counterpart; but where rules repeat, several are
equally long, and a little shorter one may pair more of the rest as edits. Small stretches are therefore also aligned
by weighted edit distance, and the alignment with the fewest steps is taken.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from iptblob.diff.pairing import MOVE, Loose, pair_up
from iptblob.spec.columns import Index

MAX_STRETCH_CELLS = 20_000
SCRIPT_STEP = 1_000  # one step of a script; a rule without counterpart weighs one more, to prefer more kept rules

Pairs = list[tuple[int, int]]


class Stretch(NamedTuple):
    """What lies between the kept beginning and end of two chains: numbers of both sides, and which of them are kept."""

    start: int
    left: list[int]
    right: list[int]
    pairs: Pairs
    lengths: tuple[int, int]  # of both chains


def stretch_of(a: Index, b: Index, kept: tuple[Index, Index]) -> Stretch | None:
    """The stretch worth a closer look; None where no script can be shorter, or the stretch is too large to look at."""
    start, end = _ends(a, b, kept)
    left, right = a[start : len(a) - end].tolist(), b[start : len(b) - end].tolist()
    if not left or not right or len(left) * len(right) > MAX_STRETCH_CELLS:
        return None
    inside = [(i - start, j - start) for i, j in zip(kept[0].tolist(), kept[1].tolist(), strict=True)]
    pairs = [(i, j) for i, j in inside if 0 <= i < len(left) and 0 <= j < len(right)]
    stretch = Stretch(start, left, right, pairs, (len(a), len(b)))
    return None if _judge(left, right, pairs, None)[0] == _least(stretch) else stretch


def refine(stretch: Stretch, lines: tuple[list[str], list[str]]) -> tuple[Index, Index] | None:
    """A better alignment of the two chains, if there is one. ``lines`` are the rules of the stretch, by side."""
    _, left, right, pairs, _ = stretch
    least = _least(stretch)
    best, steps, moved = pairs, *_judge(left, right, pairs, lines)
    shared = set(left) & set(right)
    for backwards in (False, True):  # of equally cheap alignments, those that either end comes to
        for cheap in (shared, set(), moved):
            if steps == least:
                break
            other = _weighted_back(left, right, cheap) if backwards else _weighted(left, right, cheap)
            other_steps, other_moved = _judge(left, right, other, lines)
            if other_steps < steps:
                best, steps, moved = other, other_steps, other_moved
    return None if best is pairs else _whole(stretch, best)


def _weighted_back(left: list[int], right: list[int], cheap: set[int]) -> Pairs:
    """``_weighted`` with the sides exchanged."""
    return [(i, j) for j, i in _weighted(right, left, cheap)]


def _least(stretch: Stretch) -> int:
    """No script can be shorter: so many rules have no counterpart."""
    return max(len(stretch.left), len(stretch.right)) - len(stretch.pairs)


def _whole(stretch: Stretch, pairs: Pairs) -> tuple[Index, Index]:
    """The alignment of the chains from that of the stretch."""
    start, (length_a, length_b) = stretch.start, stretch.lengths
    i = [*range(start), *(i + start for i, _ in pairs), *range(start + len(stretch.left), length_a)]
    j = [*range(start), *(j + start for _, j in pairs), *range(start + len(stretch.right), length_b)]
    return np.array(i, dtype=np.int64), np.array(j, dtype=np.int64)


def _ends(a: Index, b: Index, kept: tuple[Index, Index]) -> tuple[int, int]:
    """Lengths of the kept beginning and end."""
    i, j = kept
    steps = np.arange(len(i))
    away = np.flatnonzero((i != steps) | (j != steps))
    start = int(away[0]) if len(away) else len(i)
    away = np.flatnonzero((len(a) - i[::-1] != steps + 1) | (len(b) - j[::-1] != steps + 1))
    end = int(away[0]) if len(away) else len(i)
    return start, min(end, len(i) - start)


def _judge(
    left: list[int], right: list[int], pairs: Pairs, lines: tuple[list[str], list[str]] | None
) -> tuple[int, set[int]]:
    """(steps of the script, meanings that move). Without ``lines`` all rules are taken to be similar."""
    deleted, inserted = loose(left, right, pairs, 0)
    own = None
    if lines is not None:
        own = [lines[0][rule.entry] for rule in deleted], [lines[1][rule.entry] for rule in inserted]
    joined = pair_up(deleted, inserted, own)
    moved = {deleted[i].key for i, _, what in joined if what == MOVE}
    return len(deleted) + len(inserted) - len(joined), moved


def loose(left: list[int], right: list[int], pairs: Pairs, chain: int) -> tuple[list[Loose], list[Loose]]:
    """What an alignment leaves over, with the gap (number of kept rules before) each stands in."""
    sides = []
    for side, values in ((0, left), (1, right)):
        kept = {pair[side] for pair in pairs}
        rest, before = [], 0
        for at, key in enumerate(values):
            if at in kept:
                before += 1
            else:
                rest.append(Loose(at, key, chain, (chain, before)))
        sides.append(rest)
    return sides[0], sides[1]


def _weighted(left: list[int], right: list[int], cheap: set[int]) -> Pairs:
    """Least weighted edit distance; half a step for leaving out an element of ``cheap``, a whole one for others."""
    drop_a = [(SCRIPT_STEP // 2 if key in cheap else SCRIPT_STEP) + 1 for key in left]
    drop_b = [(SCRIPT_STEP // 2 if key in cheap else SCRIPT_STEP) + 1 for key in right]
    rows = [[0]]
    for cost in drop_b:
        rows[0].append(rows[0][-1] + cost)
    for i, key in enumerate(left):
        above = rows[-1]
        row = [above[0] + drop_a[i]]
        for j, other in enumerate(right):
            diagonal = above[j] + (0 if key == other else SCRIPT_STEP + 2)
            row.append(min(diagonal, above[j + 1] + drop_a[i], row[j] + drop_b[j]))
        rows.append(row)
    pairs: Pairs = []
    i, j = len(left), len(right)
    while i and j:
        here = rows[i][j]
        same = left[i - 1] == right[j - 1]
        if here == rows[i - 1][j - 1] + (0 if same else SCRIPT_STEP + 2):
            i, j = i - 1, j - 1
            if same:
                pairs.append((i, j))
        elif here == rows[i - 1][j] + drop_a[i - 1]:
            i -= 1
        else:
            j -= 1
    pairs.reverse()
    return pairs
