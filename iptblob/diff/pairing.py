"""Which deleted rule and which inserted rule are one rule that moved or was edited.

Equal rules are a move, rules at the same place an edit. Every pair makes the script one step shorter, so as many
pairs are made as there can be; among those, moves within a chain go first, then edits of similar rules, then moves
to other chains, then whatever else stands at one place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from iptblob.diff.align import align

MOVE, EDIT = "move", "edit"
SIMILAR = 0.34  # share of common words from which two rules at one place are the same rule, edited
MAX_CELLS = 2_500  # size of a gap's table of similarities
MAX_SEARCH = 3_000_000  # steps spent on making the last few pairs


class Loose(NamedTuple):
    """A rule that has no counterpart: its meaning, the chain and the gap between kept rules that it stands in."""

    entry: int
    key: int
    chain: int
    gap: tuple[int, int]


Pair = tuple[int, int]
Texts = Callable[[Sequence[int]], list[str]]


def pair_up(
    deleted: list[Loose], inserted: list[Loose], texts: tuple[Texts, Texts] | None = None
) -> list[tuple[int, int, str]]:
    """(index of deleted, index of inserted, MOVE or EDIT); every index at most once, as many pairs as possible."""
    if not deleted or not inserted:
        return []
    state = _State(deleted, inserted)
    state.moves(lambda rule: (rule.chain, rule.key))
    found = _similar_pairs(state, texts)
    for i, j, likeness in found:
        if likeness >= SIMILAR:
            state.join(i, j)
    state.moves(lambda rule: rule.key)
    for i, j, _ in found:
        if state.partner_of_deleted[i] < 0 and state.partner_of_inserted[j] < 0:
            state.join(i, j)
    state.rest_of_gaps()
    state.augment()
    return [
        (i, j, MOVE if deleted[i].key == inserted[j].key else EDIT)
        for i, j in enumerate(state.partner_of_deleted)
        if j >= 0
    ]


class _State:
    def __init__(self, deleted: list[Loose], inserted: list[Loose]) -> None:
        self.deleted, self.inserted = deleted, inserted
        self.partner_of_deleted = [-1] * len(deleted)
        self.partner_of_inserted = [-1] * len(inserted)

    def join(self, i: int, j: int) -> None:
        self.partner_of_deleted[i], self.partner_of_inserted[j] = j, i

    def free_deleted(self) -> list[int]:
        return [i for i, j in enumerate(self.partner_of_deleted) if j < 0]

    def free_inserted(self) -> list[int]:
        return [j for j, i in enumerate(self.partner_of_inserted) if i < 0]

    def moves(self, key: Callable[[Loose], object]) -> None:
        """Join equal rules in their order."""
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for j in self.free_inserted():
            waiting[key(self.inserted[j])].append(j)
        for i in self.free_deleted():
            queue = waiting.get(key(self.deleted[i]))
            if queue:
                self.join(i, queue.popleft())

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """Free deleted and inserted rules of every gap that holds both."""
        here: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        for i in self.free_deleted():
            here.setdefault(self.deleted[i].gap, ([], []))[0].append(i)
        for j in self.free_inserted():
            gap = here.get(self.inserted[j].gap)
            if gap:
                gap[1].append(j)
        return [gap for gap in here.values() if gap[1]]

    def rest_of_gaps(self) -> None:
        for left, right in self.gaps():
            for i, j in zip(left, right, strict=False):
                self.join(i, j)

    def augment(self) -> None:
        """Alternating paths (Berge, 1957): each makes one more pair out of the pairs there are."""
        free = set(self.free_inserted())
        search = _Search(self, free)
        for start in self.free_deleted():
            if not free or search.budget < 0:
                return
            goal = search.path_from(start)
            while goal >= 0:
                i = search.came[goal]
                goal, before = self.partner_of_deleted[i], goal
                self.join(i, before)


class _Search:
    """Breadth-first over inserted rules: from a deleted rule to those it may pair with, and on to their partners."""

    def __init__(self, state: _State, free: set[int]) -> None:
        self.state, self.free, self.budget = state, free, MAX_SEARCH
        self.rooms: dict[object, list[int]] = defaultdict(list)  # inserted rules by gap and by meaning
        for j, rule in enumerate(state.inserted):
            self.rooms["gap", rule.gap].append(j)
            self.rooms["key", rule.key].append(j)
        self.dead: set[object] = set()  # rooms from which no free rule can be reached, in later searches neither
        self.came: dict[int, int] = {}

    def path_from(self, start: int) -> int:
        """The free inserted rule at the end of an alternating path, or -1; ``came`` leads back."""
        seen: set[object] = set()
        self.came = {}
        queue = deque([start])
        while queue:
            i = queue.popleft()
            for room in self._rooms_of(i, seen):
                for j in self.rooms[room]:
                    self.budget -= 1
                    if j in self.came:
                        continue
                    self.came[j] = i
                    if j in self.free:
                        self.free.discard(j)
                        return j
                    queue.append(self.state.partner_of_inserted[j])
        self.dead |= seen
        return -1

    def _rooms_of(self, i: int, seen: set[object]) -> Iterator[object]:
        rule = self.state.deleted[i]
        for room in (("gap", rule.gap), ("key", rule.key)):
            if room in self.rooms and room not in seen and room not in self.dead:
                seen.add(room)
                yield room


# Likeness


def _similar_pairs(state: _State, texts: tuple[Texts, Texts] | None) -> list[tuple[int, int, float]]:
    """Pairs within gaps, in order and as alike as can be, each with its likeness (0 to 1)."""
    gaps = state.gaps()
    if texts is None:
        return [(i, j, 0.5) for left, right in gaps for i, j in zip(left, right, strict=False)]
    lefts = [i for left, _ in gaps for i in left]
    rights = [j for _, right in gaps for j in right]
    words_a = dict(zip(lefts, map(_words, texts[0]([state.deleted[i].entry for i in lefts])), strict=True))
    words_b = dict(zip(rights, map(_words, texts[1]([state.inserted[j].entry for j in rights])), strict=True))
    found = []
    for left, right in gaps:
        for i, j in _match_gap(left, right, words_a, words_b):
            found.append((i, j, _likeness(words_a[i], words_b[j])))
    return found


def _words(line: str) -> list[str]:
    return line.split()


def likeness(one: str, other: str) -> float:
    """Share of words that two lines have in common, 0 to 1."""
    return _likeness(_words(one), _words(other))


def _likeness(one: list[str], other: list[str]) -> float:
    total = len(one) + len(other)
    return 2 * (Counter(one) & Counter(other)).total() / total if total else 1.0


def _match_gap(
    left: list[int], right: list[int], words_a: dict[int, list[str]], words_b: dict[int, list[str]]
) -> list[Pair]:
    if len(left) == len(right) == 1:
        return [(left[0], right[0])]
    if len(left) * len(right) > MAX_CELLS:
        return _match_large_gap(left, right, words_a, words_b)
    table = np.array([[_likeness(words_a[i], words_b[j]) for j in right] for i in left])
    return [(left[i], right[j]) for i, j in _best_in_order(table)]


def _best_in_order(alike: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[Pair]:
    """As many pairs as the shorter side has, increasing on both sides, with the greatest sum of likeness."""
    flip = alike.shape[0] > alike.shape[1]
    table = (alike.T if flip else alike).tolist()
    rows, cells = len(table), len(table[0])
    best = [[0.0] * (cells + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, cells + 1):
            take = best[i - 1][j - 1] + table[i - 1][j - 1] if j >= i else float("-inf")
            skip = best[i][j - 1] if j > i else float("-inf")
            best[i][j] = max(take, skip)
    pairs, i, j = [], rows, cells
    while i:
        if j > i and best[i][j] == best[i][j - 1]:
            j -= 1
            continue
        i, j = i - 1, j - 1
        pairs.append((j, i) if flip else (i, j))
    pairs.reverse()
    return pairs


_CHANGING = r"[0-9A-Fa-f:./]*[0-9][0-9A-Fa-f:./]*|\"[^\"]*\""


def _match_large_gap(
    left: list[int], right: list[int], words_a: dict[int, list[str]], words_b: dict[int, list[str]]
) -> list[Pair]:
    """Rules with the same skeleton (numbers and names taken out) meet in order; between them the rest, in order."""
    skeletons: dict[str, int] = {}
    number = [
        np.array([skeletons.setdefault(_skeleton(words[i]), len(skeletons)) for i in side], dtype=np.int64)
        for side, words in ((left, words_a), (right, words_b))
    ]
    kept_a, kept_b = align(number[0], number[1])
    pairs = [(left[i], right[j]) for i, j in zip(kept_a.tolist(), kept_b.tolist(), strict=True)]
    bounds_a, bounds_b = [-1, *kept_a.tolist(), len(left)], [-1, *kept_b.tolist(), len(right)]
    for at in range(len(bounds_a) - 1):
        between_a = left[bounds_a[at] + 1 : bounds_a[at + 1]]
        between_b = right[bounds_b[at] + 1 : bounds_b[at + 1]]
        pairs += zip(between_a, between_b, strict=False)
    return pairs


def _skeleton(words: list[str]) -> str:
    return re.sub(_CHANGING, "#", " ".join(words))
