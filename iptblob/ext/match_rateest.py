"""Match rateest: compares the rate of an estimator (libxt_rateest.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, text
from iptblob.spec.layouts.match_rateest_0 import MatchRateest0

INVERT, ABS, REL, DELTA, BPS, PPS = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
MODES = {1: "eq", 2: "lt", 3: "gt"}


def bits(rate: int) -> str:
    """Bytes per second in bits, rounded as libxt_rateest does."""
    value = rate * 8
    if value >= 1_000_000_000:
        return f"{value / 1_000_000:.0f}Mbit"
    return f"{value / 1_000:.0f}Kbit" if value >= 1_000_000 else f"{value}bit"


def compared(match: MatchRateest0, name: str, first: str, second: str) -> str:
    """One of the two rates and what it is compared with. A mode that does not exist is shown as its number."""
    mode = f"{inverted(match.flags & INVERT)} --rateest-{MODES.get(match.mode, match.mode)}"
    if match.flags & DELTA:
        return f" --rateest-{name}1 {first}{mode} --rateest-{name}2 {second}"
    return f"{mode} --rateest-{name}" + (f" {second}" if match.flags & ABS else "")


def rates(match: MatchRateest0) -> str:
    out = compared(match, "bps", bits(match.bps1), bits(match.bps2)) if match.flags & BPS else ""
    return out + (compared(match, "pps", str(match.pps1), str(match.pps2)) if match.flags & PPS else "")


def words(match: MatchRateest0, _: Context) -> str:
    out = " --rateest-delta" if match.flags & DELTA else ""
    if match.flags & REL:
        return f"{out} --rateest1 {text(match.name1)}{rates(match)} --rateest2 {text(match.name2)}"
    return f"{out} --rateest {text(match.name1)}{rates(match)}"


EXTENSION = Extension("match", "rateest", {0: words})
