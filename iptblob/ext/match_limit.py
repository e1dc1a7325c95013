"""Match limit: packets per time (libxt_limit.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.match_limit_0 import MatchLimit0

SCALE = 10_000  # units of ``avg`` in a second
UNITS = ((SCALE * 86_400, "day"), (SCALE * 3_600, "hour"), (SCALE * 60, "min"), (SCALE, "sec"))
DEFAULT_BURST = 5


def rate(period: int) -> str:
    """Packets per unit, in the smallest unit that gives a whole number; ``period`` is the time of one packet."""
    if period == 0:
        return "inf"
    chosen = UNITS[0]
    for unit in UNITS[1:]:
        if period > unit[0] or unit[0] // period < unit[0] % period:
            break
        chosen = unit
    return f"{chosen[0] // period}/{chosen[1]}"


def words(match: MatchLimit0, _: Context) -> str:
    out = f" --limit {rate(match.avg)}"
    return out if match.burst == DEFAULT_BURST else f"{out} --limit-burst {match.burst}"


EXTENSION = Extension("match", "limit", {0: words})
