"""Which chain of one side is which of the other: by name, and where a name is gone, by references and content."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

import numpy as np

from iptblob.diff.align import align
from iptblob.diff.listing import NO_JUMP, Listing, same_names
from iptblob.diff.meaning.jumps import chain_keys
from iptblob.diff.pairing import likeness
from iptblob.spec.columns import Index
from iptblob.table import ChainSpan

ENOUGH_ALIKE = 0.5  # share of common rules from which a chain nobody refers to is the same one, renamed
EMPTY_SLACK = 2  # rules that an empty chain may have got, or a flushed one lost, and still be the same
RENAME_BOTH_WAYS = 200  # names left over up to which renames are looked for from either side
SAMPLED = 16  # rules looked at word by word
UNPAIRED = -(1 << 40)  # a jump to a chain that has no counterpart yet


@dataclass
class Pairing:
    """Chains of both sides by index: those of one name, those renamed, and those left over."""

    same: list[tuple[int, int]]
    renamed: list[tuple[int, int]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    gain: int = 0  # steps that the renames save: one each, and one for each rule that stays

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return self.same + self.renamed

    def turned(self) -> Pairing:
        """The same from B to A."""
        same, renamed = (sorted((j, i) for i, j in pairs) for pairs in (self.same, self.renamed))
        return Pairing(same, renamed, list(self.added), list(self.removed), self.gain)


def pair_chains(a: Listing, b: Listing, *, renames: bool = True) -> Pairing:
    """Pair the chains of two listings."""
    same = same_names(a.chains, b.chains)
    taken_a, taken_b = {i for i, _ in same}, {j for _, j in same}
    found = Pairing(same)
    found.removed = [at for at in range(len(a.chains)) if at not in taken_a]
    found.added = [at for at in range(len(b.chains)) if at not in taken_b]
    if renames and found.removed and found.added:
        backwards = _goes_second(a, b, found)
        ways = (backwards, not backwards) if len(found.removed) + len(found.added) <= RENAME_BOTH_WAYS else (backwards,)
        found = max((_renamed(a, b, found, way) for way in ways), key=lambda one: one.gain)
    return found


def _renamed(a: Listing, b: Listing, pairing: Pairing, backwards: bool) -> Pairing:
    """``pairing`` with renames, looked for from A to B, or from B to A."""
    own = pairing.turned()
    if backwards:
        _Renames(b, a, own).solve()
        return own.turned()
    own = own.turned()
    _Renames(a, b, own).solve()
    return own


def _goes_second(a: Listing, b: Listing, pairing: Pairing) -> bool:
    """True where renames are looked for from B to A first: from the side that has the first of the names left over.

    So they are the same whichever side was given first. No two names left over are equal.
    """
    names = [
        [key for at, key in enumerate(chain_keys(listing.chains)) if at in left_over and not key[0]]
        for listing, left_over in ((a, set(pairing.removed)), (b, set(pairing.added)))
    ]
    return bool(names[0] and names[1]) and min(names[1]) < min(names[0])


class _Renames:
    """Looks for chains that go on under another name."""

    def __init__(self, a: Listing, b: Listing, pairing: Pairing) -> None:
        self.a, self.b, self.pairing = a, b, pairing
        self.open_a = {at for at in pairing.removed if a.chains[at].hook is None}
        self.open_b = {at for at in pairing.added if b.chains[at].hook is None}
        self.known_a = {i: i for i, _ in pairing.same}
        self.known_b = {j: i for i, j in pairing.same}
        self.votes_a: dict[int, Counter[int]] = defaultdict(Counter)
        self.votes_b: dict[int, Counter[int]] = defaultdict(Counter)

    def solve(self) -> None:
        queue = deque(pair for pair in self.pairing.same if pair[0] not in self.a.quiet)
        while queue:  # what a known chain jumps to, rule for rule, tells of chains not known yet
            while queue:
                self._vote(*queue.popleft())
            queue.extend(self._elect())
        for joined in (self._by_content(), self._by_likeness(), self._by_emptiness()):
            queue.extend(joined)
            while queue:
                while queue:
                    self._vote(*queue.popleft())
                queue.extend(self._elect())
        taken_a, taken_b = {i for i, _ in self.pairing.renamed}, {j for _, j in self.pairing.renamed}
        self.pairing.removed = [at for at in self.pairing.removed if at not in taken_a]
        self.pairing.added = [at for at in self.pairing.added if at not in taken_b]
        self.pairing.gain = sum(1 + self._common(i, j) for i, j in self.pairing.renamed)

    def _common(self, i: int, j: int) -> int:
        """How many rules two chains have in common."""
        one, other = (Counter(numbers.tolist()) for numbers in self._content(self.a.chains[i], self.b.chains[j]))
        return (one & other).total()

    def _join(self, i: int, j: int) -> tuple[int, int]:
        self.pairing.renamed.append((i, j))
        self.open_a.discard(i)
        self.open_b.discard(j)
        self.known_a[i], self.known_b[j] = i, i
        return i, j

    def _vote(self, i: int, j: int) -> None:
        one, other = self.a.chains[i], self.b.chains[j]
        jumps_a = self.a.jump[one.start : one.end].tolist()
        jumps_b = self.b.jump[other.start : other.end].tolist()
        if not (self.open_a.intersection(jumps_a) and self.open_b.intersection(jumps_b)):
            return
        content_a, content_b = self._content(one, other)
        kept_a, kept_b = align(content_a, content_b)
        for x, y in zip(kept_a.tolist(), kept_b.tolist(), strict=True):
            if jumps_a[x] in self.open_a and jumps_b[y] in self.open_b:
                self.votes_a[jumps_a[x]][jumps_b[y]] += 1
                self.votes_b[jumps_b[y]][jumps_a[x]] += 1

    def _elect(self) -> list[tuple[int, int]]:
        """Join the chains that are each other's first choice; what is joined may vote in its turn."""
        joined = []
        for i in sorted(self.votes_a.keys() & self.open_a):
            choice = self._first(self.votes_a[i], self.open_b)
            mutual = choice is not None and self._first(self.votes_b[choice], self.open_a) == i
            if mutual and choice is not None and self._credible(i, choice):
                joined.append(self._join(i, choice))
        return joined

    def _credible(self, i: int, j: int) -> bool:
        """True where the chains that jumps speak for are also alike, rule by rule or at least word by word."""
        one, other = self.a.chains[i], self.b.chains[j]
        sizes = sorted((one.end - one.start, other.end - other.start))
        if not sizes[0]:
            return sizes[1] <= EMPTY_SLACK
        if self._common(i, j) * 3 >= sizes[1]:
            return True
        some = min(sizes[1], SAMPLED)
        texts = [
            listing.texts(range(span.start, min(span.end, span.start + some)))
            for listing, span in ((self.a, one), (self.b, other))
        ]
        return sum(map(likeness, *texts)) >= some * ENOUGH_ALIKE

    @staticmethod
    def _first(votes: Counter[int], still_open: set[int]) -> int | None:
        allowed = [(count, -who) for who, count in votes.items() if who in still_open]
        return -max(allowed)[1] if allowed else None

    # Content

    def _content(self, one: ChainSpan, other: ChainSpan) -> tuple[Index, Index]:
        """Rules of a chain of each side as numbers, jumps to chains not paired yet all alike."""
        rows = []
        for listing, span, known in ((self.a, one, self.known_a), (self.b, other, self.known_b)):
            jumps = [
                jump if jump <= NO_JUMP else known.get(jump, UNPAIRED)
                for jump in listing.jump[span.start : span.end].tolist()
            ]
            rows.append(list(zip(listing.meaning[span.start : span.end].tolist(), jumps, strict=True)))
        numbers: dict[tuple[int, int], int] = {}
        first, second = (
            np.array([numbers.setdefault(key, len(numbers)) for key in row], dtype=np.int64) for row in rows
        )
        return first, second

    def _signature(self, listing: Listing, at: int, known: dict[int, int]) -> tuple[tuple[int, int], ...]:
        span = listing.chains[at]
        jumps = listing.jump[span.start : span.end].tolist()
        meaning = listing.meaning[span.start : span.end].tolist()
        return tuple(
            (number, jump if jump <= NO_JUMP else known.get(jump, UNPAIRED))
            for number, jump in zip(meaning, jumps, strict=True)
        )

    def _by_content(self) -> list[tuple[int, int]]:
        """Chains with the very same rules, in the order of the table where several have them."""
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for j in sorted(self.open_b):
            signature = self._signature(self.b, j, self.known_b)
            if signature:
                waiting[signature].append(j)
        joined = []
        for i in sorted(self.open_a):
            signature = self._signature(self.a, i, self.known_a)
            if waiting.get(signature):
                joined.append(self._join(i, waiting[signature].popleft()))
        return joined

    def _by_likeness(self) -> list[tuple[int, int]]:
        """Chains that have half of their rules in common."""
        holders: dict[tuple[int, int], list[int]] = defaultdict(list)
        contents = {j: Counter(self._signature(self.b, j, self.known_b)) for j in sorted(self.open_b)}
        for j, content in contents.items():
            for rule in content:
                holders[rule].append(j)
        joined = []
        for i in sorted(self.open_a):
            content = Counter(self._signature(self.a, i, self.known_a))
            tried = Counter(j for rule in content for j in holders[rule][:64] if j in self.open_b)
            ranked = [
                (2 * (content & contents[j]).total() / (content.total() + contents[j].total()), -j)
                for j, _ in tried.most_common(8)
            ]
            if ranked and max(ranked)[0] >= ENOUGH_ALIKE:
                joined.append(self._join(i, -max(ranked)[1]))
        return joined

    def _by_emptiness(self) -> list[tuple[int, int]]:
        """Empty chains are alike; and of two chains left over, an empty one may have been filled or flushed."""
        bare_a = [i for i in sorted(self.open_a) if self._bare(self.a, i)]
        bare_b = [j for j in sorted(self.open_b) if self._bare(self.b, j)]
        joined = [self._join(i, j) for i, j in zip(bare_a, bare_b, strict=False)]
        if len(self.open_a) == len(self.open_b) == 1:
            (i,), (j,) = self.open_a, self.open_b
            if self._bare(self.a, i) or self._bare(self.b, j):
                joined.append(self._join(i, j))
        return joined

    @staticmethod
    def _bare(listing: Listing, at: int) -> bool:
        return listing.chains[at].start >= listing.chains[at].end
