"""Which rules stay, and which of the others were deleted, inserted, moved or edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from iptblob.diff.align import align
from iptblob.diff.chains import Pairing
from iptblob.diff.edit_distance import Stretch, refine, stretch_of
from iptblob.diff.listing import Listing
from iptblob.diff.orient import in_turn, turned
from iptblob.diff.pairing import Loose, pair_up
from iptblob.diff.unchanged import runs
from iptblob.spec.columns import Index
from iptblob.table import ChainSpan

ALIGN_BOTH_WAYS = 2_000  # rules in changed chains up to which both sides' alignments are tried, if rules are left over


class Steps(NamedTuple):
    """Kept entries of both sides; rules without a counterpart in the order of their tables, and as ``-A CHAIN ...``;
    which of them are one rule: (index of deleted, index of inserted, MOVE or EDIT).
    """

    kept: tuple[Index, Index]
    deleted: list[Loose]
    inserted: list[Loose]
    lines: tuple[list[str], list[str]]
    joined: list[tuple[int, int, str]]

    @property
    def length(self) -> int:
        """How many steps of the script concern rules."""
        return len(self.deleted) + len(self.inserted) - len(self.joined)


def steps(a: Listing, b: Listing, pairing: Pairing, left: Index, right: Index) -> Steps:
    """The fewest steps that could be found. ``left`` and ``right`` are numbers by entry, jumps included."""
    chains = _changed(a, b, pairing, left, right)
    spans = [(one, other) for _, one, other in chains.changed]
    backwards = turned(a, b, left, right, spans)
    found = _steps(a, b, pairing, chains, left, right=right, backwards=backwards)
    left_over = len(found.joined) < min(len(found.deleted), len(found.inserted))
    if left_over and sum(one.end - one.start + other.end - other.start for one, other in spans) <= ALIGN_BOTH_WAYS:
        back = _steps(a, b, pairing, chains, left, right=right, backwards=[not one for one in backwards])
        found = min(found, back, key=lambda one: one.length)
    return found


class _Chains(NamedTuple):
    """Chains of one name, or renamed, by what became of them."""

    whole: list[tuple[ChainSpan, ChainSpan]]  # nothing changed
    changed: list[tuple[int, ChainSpan, ChainSpan]]  # with the index of A's


def _changed(a: Listing, b: Listing, pairing: Pairing, left: Index, right: Index) -> _Chains:
    whole: list[tuple[ChainSpan, ChainSpan]] = []
    changed: list[tuple[int, ChainSpan, ChainSpan]] = []
    bytes_a, bytes_b = left.tobytes(), right.tobytes()
    width = left.itemsize
    for i, j in pairing.pairs:
        one, other = a.chains[i], b.chains[j]
        rules_a = bytes_a[one.start * width : one.end * width]
        if i in a.quiet or rules_a == bytes_b[other.start * width : other.end * width]:
            whole.append((one, other))
        else:
            changed.append((i, one, other))
    return _Chains(whole, changed)


def _steps(
    a: Listing, b: Listing, pairing: Pairing, chains: _Chains, left: Index, right: Index, backwards: list[bool]
) -> Steps:
    whole, changed = chains
    spans_a = np.array([(one.start, one.end) for one, _ in whole], dtype=np.int64).reshape(-1, 2)
    starts_b = np.array([other.start for _, other in whole], dtype=np.int64)
    lengths = spans_a[:, 1] - spans_a[:, 0]
    kept_a, kept_b = [runs(spans_a[:, 0], lengths)], [runs(starts_b, lengths)]
    deleted: list[Loose] = []
    inserted: list[Loose] = []
    kept = _align(a, b, left, right, [(one, other) for _, one, other in changed], backwards=backwards)
    for (i, one, other), (x, y) in zip(changed, kept, strict=True):
        kept_a.append(x + one.start)
        kept_b.append(y + other.start)
        deleted += _left_over(left[one.start : one.end], x, one.start, i)
        inserted += _left_over(right[other.start : other.end], y, other.start, i)
    for i in pairing.removed:
        span = a.chains[i]
        deleted += _left_over(left[span.start : span.end], np.empty(0, np.int64), span.start, i)
    for j in pairing.added:
        span = b.chains[j]
        inserted += _left_over(right[span.start : span.end], np.empty(0, np.int64), span.start, len(a.chains) + j)
    deleted, inserted = sorted(deleted), sorted(inserted)
    lines = lines_of(a, [rule.entry for rule in deleted]), lines_of(b, [rule.entry for rule in inserted])
    joined = pair_up(deleted, inserted, lines)
    return Steps((np.concatenate(kept_a), np.concatenate(kept_b)), deleted, inserted, lines, joined)


def _align(
    a: Listing, b: Listing, left: Index, right: Index, spans: list[tuple[ChainSpan, ChainSpan]], backwards: list[bool]
) -> list[tuple[Index, Index]]:
    """Which rules of some pairs of chains stay, counted from the beginning of each."""
    numbers = [
        in_turn((left[one.start : one.end], right[other.start : other.end]), back)
        for (one, other), back in zip(spans, backwards, strict=True)
    ]
    kept = [align(first, second) for first, second in numbers]
    looks = ((at, stretch_of(*numbers[at], kept[at])) for at in range(len(kept)))
    closer = {at: stretch for at, stretch in looks if stretch is not None}
    lines = _lines_of(a, b, [(spans[at], stretch, backwards[at]) for at, stretch in closer.items()])
    for (at, stretch), own in zip(closer.items(), lines, strict=True):
        kept[at] = refine(stretch, own) or kept[at]
    return [in_turn(pair, back) for pair, back in zip(kept, backwards, strict=True)]


def _lines_of(
    a: Listing, b: Listing, wanted: list[tuple[tuple[ChainSpan, ChainSpan], Stretch, bool]]
) -> list[tuple[list[str], list[str]]]:
    """Rules of some stretches as lines, left and right, all made at once."""
    found: list[list[list[str]]] = []
    for side, listing in enumerate((a, b)):
        parts = []
        for spans, stretch, back in wanted:
            start = spans[side].start + stretch.start
            parts.append(range(start, start + len(in_turn((stretch.left, stretch.right), back)[side])))
        texts = iter(listing.texts([entry for part in parts for entry in part]))
        found.append([[f"-A _{next(texts)}" for _ in part] for part in parts])
    return [in_turn(pair, back) for pair, (_, _, back) in zip(zip(*found, strict=True), wanted, strict=True)]


def _left_over(numbers: Index, kept: Index, start: int, chain: int) -> list[Loose]:
    mask = np.ones(len(numbers), dtype=bool)
    mask[kept] = False
    rest = np.flatnonzero(mask)
    gaps = np.searchsorted(kept, rest)
    return [
        Loose(at + start, key, chain, (chain, gap))
        for at, key, gap in zip(rest.tolist(), numbers[rest].tolist(), gaps.tolist(), strict=True)
    ]


def lines_of(listing: Listing, entries: list[int]) -> list[str]:
    """Rules as ``-A CHAIN ...``, latin-1."""
    chain_of = span_of(listing)
    texts = listing.texts(entries)
    return [f"-A {chain_of(at).name.decode('latin-1')}{text}" for at, text in zip(entries, texts, strict=True)]


def span_of(listing: Listing) -> Callable[[int], ChainSpan]:
    """Finds the chain a rule is in."""
    if listing.source is not None:
        starts = listing.source.chain_bounds[:, 0]
    else:
        starts = np.array([span.start for span in listing.chains], dtype=np.int64)
    order = np.argsort(starts, kind="stable")
    ordered = starts[order]

    def find(entry: int) -> ChainSpan:
        at = int(np.searchsorted(ordered, entry, side="right")) - 1
        return listing.chains[int(order[at])]

    return find
