"""Which deleted rule and which inserted rule are one rule that moved or was edited.

Equal rules are a move, similar rules at the same place an edit. Every pair makes the script one step shorter, so as
many pairs are made as there can be; among those, moves within a chain go first, then edits in their order, then moves
to other chains, then edits across one another.

Rules are similar where at least ``SIMILAR`` of their words are the same, each counted as often as it stands (Dice),
where they differ in numbers, addresses and quoted text alone, or where they do something else on the same conditions.
Others that stand at one place have nothing to do with one another: one was deleted, the other inserted.

No step knows which side was given first: the k-th of equal rules meets the k-th, and where several results are equally
good, the side whose lines sort first goes first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from iptblob.diff.align import align

MOVE, EDIT = "move", "edit"
SIMILAR = 0.34  # share of common words from which two rules at one place are the same rule, edited
MAX_GAP_CELLS = 2_500  # size of a gap's table of similarities
MAX_SEARCH = 3_000_000  # steps spent on making the last few pairs
LOOK = 10  # steps that a comparison of words takes
PAIR = 64.0  # what a pair weighs beside its likeness: more than all likenesses of a gap within MAX_GAP_CELLS


class Loose(NamedTuple):
    """A rule that has no counterpart: its meaning, the chain and the gap between kept rules that it stands in."""

    entry: int
    key: int
    chain: int
    gap: tuple[int, int]


Pair = tuple[int, int]
Lines = list[str]


def pair_up(
    deleted: list[Loose], inserted: list[Loose], lines: tuple[Lines, Lines] | None = None
) -> list[tuple[int, int, str]]:
    """(index of deleted, index of inserted, MOVE or EDIT); every index at most once, as many pairs as possible.

    Both lists are in the order of their tables. ``lines`` are their rules as ``-A CHAIN ...``; without them all rules
    at one place count as similar.
    """
    if not deleted or not inserted:
        return []
    state = _State(deleted, inserted)
    state.moves(lambda rule: (rule.chain, rule.key))
    gaps = _Gaps(state, lines)
    for left, right in state.gaps():
        for i, j in gaps.in_order(left, right):
            state.join(i, j)
    state.moves(lambda rule: rule.key)
    if lines is None:
        for left, right in state.gaps():
            for i, j in zip(left, right, strict=False):
                state.join(i, j)
    state.augment(gaps)
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

    def augment(self, gaps: _Gaps) -> None:
        """Alternating paths (Berge, 1957): each makes one more pair out of the pairs there are."""
        free = (self.free_deleted(), self.free_inserted())
        if not all(free):
            return
        side = 1 if gaps.sorts_behind(free) else 0
        search = _Search(self, gaps, side)
        own, far = search.partners
        for start in free[side]:
            if not search.free or search.budget < 0:
                return
            goal = search.path_from(start)
            while goal >= 0:
                i = search.came[goal]
                goal, before = own[i], goal
                own[i], far[before] = before, i


class _Search:
    """Breadth-first over rules of the far side: from a rule to those it may pair with, and on to their partners."""

    def __init__(self, state: _State, gaps: _Gaps, side: int) -> None:
        self.gaps, self.side, self.budget = gaps, side, MAX_SEARCH
        both = (state.partner_of_deleted, state.partner_of_inserted)
        self.partners = (both[side], both[1 - side])
        self.free = {j for j, i in enumerate(self.partners[1]) if i < 0}
        self.dead: set[object] = set()  # rooms from which no free rule can be reached, in later searches neither
        self.lost: set[int] = set()  # and rules
        self.came: dict[int, int] = {}

    def path_from(self, start: int) -> int:
        """The free rule at the end of an alternating path, or -1; ``came`` leads back."""
        seen: set[object] = set()
        self.came = {}
        queue = deque([start])
        while queue:
            i = queue.popleft()
            for j in self._within_reach(i, seen):
                self.came[j] = i
                if j in self.free:
                    self.free.discard(j)
                    return j
                queue.append(self.partners[1][j])
        self.dead |= seen
        self.lost.update(self.came)
        return -1

    def _within_reach(self, i: int, seen: set[object]) -> Iterator[int]:
        """Rules not reached yet that ``i`` may pair with. A room in which all are alike is entered once."""
        for room, all_alike in self.gaps.rooms_of(self.side, i):
            if all_alike and (room in seen or room in self.dead):
                continue
            seen.add(room)
            for j in self.gaps.members(1 - self.side, room):
                self.budget -= 1 if all_alike else LOOK
                if j in self.came or j in self.lost:
                    continue
                if all_alike or self.gaps.likeness(self.side, i, j):
                    yield j


class _Gaps:
    """Which rules at one place are similar enough to be one that was edited."""

    def __init__(self, state: _State, lines: tuple[Lines, Lines] | None) -> None:
        self.rules, self.lines = (state.deleted, state.inserted), lines
        self.texts: tuple[dict[int, str], dict[int, str]] = ({}, {})
        self.rooms: tuple[dict[object, list[int]], dict[object, list[int]]] | None = None
        self.sizes: Counter[object] = Counter()

    def text_of(self, side: int, at: int) -> str:
        """A rule without ``-A CHAIN``."""
        found = self.texts[side].get(at)
        if found is None:
            assert self.lines is not None
            found = self.texts[side][at] = " ".join(self.lines[side][at].split(" ", 2)[2:])
        return found

    def likeness(self, side: int, i: int, j: int) -> float:
        """How alike a rule of one side is to one of the other, 0 to 1; 0 where they are not similar."""
        one, other = self.text_of(side, i), self.text_of(1 - side, j)
        share = likeness(one, other)
        if share >= SIMILAR:
            return share
        return SIMILAR if _skeleton(one) == _skeleton(other) or _conditions(one) == _conditions(other) else 0.0

    def sorts_behind(self, some: tuple[list[int], list[int]]) -> bool:
        """True where the inserted rules go first; ``some`` are asked before all."""
        if self.lines is None:
            return False
        one, other = ([self.lines[side][at] for at in some[side]] for side in (0, 1))
        if one != other:
            return other < one
        if self.lines[0] != self.lines[1]:
            return self.lines[1] < self.lines[0]
        one_at, other_at = ([rule.entry for rule in rules] for rules in self.rules)
        return other_at < one_at

    # Edits in order

    def in_order(self, left: list[int], right: list[int]) -> list[Pair]:
        """As many similar pairs as there can be in order, as alike as can be."""
        if self.lines is None:
            return list(zip(left, right, strict=False))
        if len(left) == len(right) == 1:
            return [(left[0], right[0])] if self.likeness(0, left[0], right[0]) else []
        if self.sorts_behind((left, right)):
            return [(i, j) for j, i in self._in_order(1, right, left)]
        return self._in_order(0, left, right)

    def _in_order(self, side: int, left: list[int], right: list[int]) -> list[Pair]:
        if len(left) * len(right) > MAX_GAP_CELLS:
            return self._in_large_gap(side, left, right)
        table = [[self.likeness(side, i, j) for j in right] for i in left]
        return [(left[i], right[j]) for i, j in _best_in_order(table)]

    def _in_large_gap(self, side: int, left: list[int], right: list[int]) -> list[Pair]:
        """Rules with the same skeleton meet in order; between them the rest, in order."""
        skeletons: dict[str, int] = {}
        numbers = []
        for of, some in ((side, left), (1 - side, right)):
            blanked = [_skeleton(self.text_of(of, at)) for at in some]
            numbers.append(np.array([skeletons.setdefault(one, len(skeletons)) for one in blanked], dtype=np.int64))
        kept_a, kept_b = align(numbers[0], numbers[1])
        pairs = [(left[i], right[j]) for i, j in zip(kept_a.tolist(), kept_b.tolist(), strict=True)]
        bounds_a, bounds_b = [-1, *kept_a.tolist(), len(left)], [-1, *kept_b.tolist(), len(right)]
        for at in range(len(bounds_a) - 1):
            between_a = left[bounds_a[at] + 1 : bounds_a[at + 1]]
            between_b = right[bounds_b[at] + 1 : bounds_b[at + 1]]
            between = zip(between_a, between_b, strict=False)
            pairs += [(i, j) for i, j in between if self.likeness(side, i, j)]
        return pairs

    # Rooms: sets of rules by meaning and by place, for the search

    def rooms_of(self, side: int, at: int) -> Iterator[tuple[object, bool]]:
        """Rooms a rule is in, and whether all rules in it may pair."""
        rule = self.rules[side][at]
        if self.lines is None:
            yield ("gap", rule.gap), True
        elif self._size(rule.gap) > MAX_GAP_CELLS:
            yield ("skeleton", rule.gap, _skeleton(self.text_of(side, at))), True
        else:
            yield ("gap", rule.gap), False
        yield ("key", rule.key), True

    def members(self, side: int, room: object) -> list[int]:
        if self.rooms is None:
            self.rooms = (defaultdict(list), defaultdict(list))
            for of in (0, 1):
                for at in range(len(self.rules[of])):
                    for name, _ in self.rooms_of(of, at):
                        self.rooms[of][name].append(at)
        return self.rooms[side].get(room, [])

    def _size(self, gap: tuple[int, int]) -> int:
        if not self.sizes:
            counts = [Counter(rule.gap for rule in rules) for rules in self.rules]
            self.sizes.update({one: count * counts[1][one] for one, count in counts[0].items()})
            self.sizes[None] = 1
        return self.sizes[gap]


# Likeness

_CHANGING = r"[0-9A-Fa-f:./]*[0-9][0-9A-Fa-f:./]*|\"[^\"]*\""


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> frozenset[tuple[str, int]]:
    """Words of a rule, each with how often it stood before."""
    seen: Counter[str] = Counter()
    found = set()
    for word in text.split():
        found.add((word, seen[word]))
        seen[word] += 1
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def _skeleton(text: str) -> str:
    """A rule without its numbers, addresses and quoted text."""
    return re.sub(_CHANGING, "#", text)


_TOKENS = r'"(?:[^"\\]|\\.)*"|[^\s"]+'


@lru_cache(maxsize=1 << 14)
def _conditions(text: str) -> tuple[str, ...]:
    """A rule as far as its target, which is what it asks of a packet."""
    found: list[str] = re.findall(_TOKENS, text)
    return tuple(found[: next((at for at, word in enumerate(found) if word in ("-j", "-g")), len(found))])


def likeness(one: str, other: str) -> float:
    """Share of words that the texts of two rules have in common, 0 to 1."""
    words, others = _words(one), _words(other)
    total = len(words) + len(others)
    return 2 * len(words & others) / total if total else 1.0


def _best_in_order(alike: list[list[float]]) -> list[Pair]:
    """As many similar pairs as there can be, increasing on both sides, with the greatest sum of likeness."""
    rows, cells = len(alike), len(alike[0])
    best = [[0.0] * (cells + 1)]
    for row in alike:
        above, here = best[-1], [0.0]
        for j, share in enumerate(row):
            take = above[j] + PAIR + share if share else 0.0
            here.append(max(take, above[j + 1], here[j]))
        best.append(here)
    pairs, i, j = [], rows, cells
    while i and j:
        if best[i][j] == best[i][j - 1]:
            j -= 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    pairs.reverse()
    return pairs
