"""Who reaches whom: mark_source_chains, without recursion, on entry numbers in place of offsets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.spec.columns import Index

CHAIN_LOOP, JUMP_NOWHERE, FALLS_OFF_END = "chain-loop", "jump-nowhere", "falls-off-end"
FALL_THROUGH, END, WILD = -1, -2, -3  # beside these: the number of the entry that a jump goes to


DEEP = 64  # jumps within jumps, beyond which entry by entry is quicker


class Marks(NamedTuple):
    """``masks``: per entry the hooks it is reached from (what the kernel leaves in comefrom). Where the walk fails:
    which check, from which hook, at which entry, and for a loop which entry it comes back to."""

    masks: list[int]
    failed: str | None = None
    hook: int = 0
    entry: int = 0
    back_to: int = 0


def mark_source_chains(  # noqa: PLR0912 - the kernel's loop, as it stands there
    steps: Sequence[int], starts: Sequence[tuple[int, int]]
) -> Marks:
    """mark_source_chains (net/ipv4/netfilter/ip_tables.c, v6.1): walk from every hook.

    ``steps`` has one number per entry: FALL_THROUGH, END (unconditional, standard, verdict below 0), WILD (a jump to
    no entry), or the entry a jump goes to. ``starts`` are (hook, entry) in the order of the hooks. As in the kernel
    a jump, a goto and an entry behind a jump are all walked, and nothing else is.
    """
    count = len(steps)
    masks = [0] * count
    back = [0] * count
    on_path = bytearray(count)
    for hook, start in starts:
        bit = 1 << hook
        pos = start
        back[pos] = pos
        done = False
        while not done:
            if on_path[pos]:
                return Marks(masks, CHAIN_LOOP, hook, back[pos], pos)
            on_path[pos] = 1
            step = steps[pos]
            mask = masks[pos]
            masks[pos] = mask | bit
            if step == END or mask & bit:
                while True:
                    on_path[pos] = 0
                    old = pos
                    pos = back[pos]
                    if pos == old:
                        done = True
                        break
                    if old != pos + 1:
                        break
                if done:
                    break
                following = pos + 1
                if following >= count:
                    return Marks(masks, FALLS_OFF_END, hook, pos)
            elif step == FALL_THROUGH:
                following = pos + 1
                if following >= count:
                    return Marks(masks, FALLS_OFF_END, hook, pos)
            elif step == WILD:
                return Marks(masks, JUMP_NOWHERE, hook, pos)
            else:
                following = step
            back[following] = pos
            pos = following
    return Marks(masks)


def quick_masks(steps: Index, starts: Sequence[tuple[int, int]]) -> NDArray[np.uint8] | None:
    """The masks that ``mark_source_chains`` gives, chain by chain and all chains at once; None where it may fail.

    The way from where a chain is entered leads to its first END, whatever stands between. Where no two such ways
    have an entry in common, they are nodes, and the jumps in them edges. None is the answer, too, where jumps are
    nested deeper than DEEP, or lead into the middle of a chain.
    """
    jumps = np.flatnonzero((steps >= 0) & (steps != np.arange(1, len(steps) + 1)))  # a rule without target goes on
    nodes = np.sort(np.concatenate([steps[jumps], np.array([start for _, start in starts], dtype=np.int64)]))
    nodes = nodes[np.append(True, nodes[1:] != nodes[:-1])[: len(nodes)]]
    ends = np.flatnonzero(steps == END)
    closing = np.searchsorted(ends, nodes)
    if (steps == WILD).any() or not len(nodes) or int(closing[-1]) == len(ends):
        return None
    last = ends[closing]
    if (last[:-1] >= nodes[1:]).any():
        return None
    source = np.maximum(np.searchsorted(nodes, jumps, side="right") - 1, 0)
    inside = (jumps >= nodes[source]) & (jumps <= last[source])
    source, goal = source[inside], np.searchsorted(nodes, steps[jumps[inside]])
    masks = np.zeros(len(nodes), dtype=np.uint8)
    for hook, start in starts:
        masks[np.searchsorted(nodes, start)] |= 1 << hook
    if not _spread(masks, source, goal):
        return None
    out = np.zeros(len(steps) + 1, dtype=np.int64)
    np.add.at(out, nodes, masks)
    np.subtract.at(out, last + 1, masks)
    return np.cumsum(out)[:-1].astype(np.uint8)


def _spread(masks: NDArray[np.uint8], source: Index, goal: Index) -> bool:
    """Give every node the masks of those that lead to it, a node only when all of these have theirs; False where
    that never comes to an end, because nodes lead to themselves."""
    reached = masks != 0
    for _ in range(DEEP):
        more = reached[source] & ~reached[goal]
        if not more.any():
            break
        reached[goal[more]] = True
    else:
        return False
    edges = reached[source]
    source, goal = source[edges], goal[edges]
    waiting = np.bincount(goal, minlength=len(masks))
    ready = reached & (waiting == 0)
    left = int(reached.sum())
    while ready.any():
        left -= int(ready.sum())
        now = ready[source]
        np.bitwise_or.at(masks, goal[now], masks[source[now]])
        before = waiting > 0
        waiting -= np.bincount(goal[now], minlength=len(masks))
        source, goal = source[~now], goal[~now]
        ready = reached & before & (waiting == 0)
    return not left
