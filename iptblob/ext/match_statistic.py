"""Match statistic: a random share, or every n-th packet (libxt_statistic.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_statistic_0 import MatchStatistic0

INVERT = 0x1
RANDOM, NTH = 0, 1
CERTAIN = 0x80000000


def words(match: MatchStatistic0, _: Context) -> str:
    """The mode and its figures; nothing for a mode that does not exist."""
    bang = inverted(match.flags & INVERT)
    if match.mode == RANDOM:
        return f" --mode random{bang} --probability {match.every / CERTAIN:.11f}"
    if match.mode == NTH:
        return f" --mode nth{bang} --every {(match.every + 1) & 0xFFFFFFFF} --packet {match.packet}"
    return ""


EXTENSION = Extension("match", "statistic", {0: words})
