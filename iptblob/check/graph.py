"""Who reaches whom: mark_source_chains, without recursion, on entry numbers in place of offsets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LOOP, NOWHERE, OFF_END = "chain-loop", "jump-nowhere", "falls-off-end"
FALL_THROUGH, END, WILD = -1, -2, -3  # beside these: the number of the entry that a jump goes to


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
    """Walk from every hook (net/ipv4/netfilter/ip_tables.c mark_source_chains, v6.1).

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
                return Marks(masks, LOOP, hook, back[pos], pos)
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
                    return Marks(masks, OFF_END, hook, pos)
            elif step == FALL_THROUGH:
                following = pos + 1
                if following >= count:
                    return Marks(masks, OFF_END, hook, pos)
            elif step == WILD:
                return Marks(masks, NOWHERE, hook, pos)
            else:
                following = step
            back[following] = pos
            pos = following
    return Marks(masks)
