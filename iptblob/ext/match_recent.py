"""Match recent: addresses seen lately (libxt_recent.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, address, inverted, text
from iptblob.spec.layouts.match_recent_0 import MatchRecent0
from iptblob.spec.layouts.match_recent_1 import MatchRecent1

OPERATIONS = {0x02: " --set", 0x01: " --rcheck", 0x04: " --update", 0x08: " --remove"}
TTL, REAP = 0x10, 0x20
SIDES = {0: " --rsource", 1: " --rdest"}


def number(value: int, ctx: Context) -> int:
    """As printed: before iptables 1.8.11 with a sign."""
    return value - (1 << 32) if value >> 31 and ctx.iptables < (1, 8, 11) else value


def start(match: MatchRecent0 | MatchRecent1, ctx: Context) -> str:
    """Everything up to the name of the list."""
    out = inverted(match.invert) + "".join(option for flag, option in OPERATIONS.items() if match.check_set & flag)
    out += f" --seconds {number(match.seconds, ctx)}" if match.seconds else ""
    out += " --reap" if match.check_set & REAP else ""
    out += f" --hitcount {number(match.hit_count, ctx)}" if match.hit_count else ""
    out += " --rttl" if match.check_set & TTL else ""
    return f"{out} --name {text(match.name)}"


def words_0(match: MatchRecent0, ctx: Context) -> str:
    return start(match, ctx) + SIDES.get(match.side, "")


def words_1(match: MatchRecent1, ctx: Context) -> str:
    return f"{start(match, ctx)} --mask {address(match.mask, ctx.family)}{SIDES.get(match.side, '')}"


EXTENSION = Extension("match", "recent", {0: words_0, 1: words_1})
