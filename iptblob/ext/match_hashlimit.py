"""Match hashlimit: rate per host, port or connection (libxt_hashlimit.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, flag_words, text
from iptblob.spec.layouts.match_hashlimit_0 import MatchHashlimit0
from iptblob.spec.layouts.match_hashlimit_1 import MatchHashlimit1
from iptblob.spec.layouts.match_hashlimit_2 import MatchHashlimit2
from iptblob.spec.layouts.match_hashlimit_3 import MatchHashlimit3

Match = MatchHashlimit1 | MatchHashlimit2 | MatchHashlimit3

INVERT, BYTES, RATE_MATCH = 0x10, 0x20, 0x40
MODES = {0x4: "srcip", 0x8: "srcport", 0x1: "dstip", 0x2: "dstport"}
PERIODS = (("day", 24 * 60 * 60), ("hour", 60 * 60), ("min", 60), ("sec", 1))
UNITS = (("m", 1 << 20), ("k", 1 << 10), ("", 1))
OLD_SCALE, SCALE = 10_000, 1_000_000  # units of avg in a second: revisions 0 and 1, later ones
DEFAULT_GC_INTERVAL = 1000  # milliseconds, as are those below
BYTE_EXPIRE, BYTE_EXPIRE_BURST = 15_000, 60_000
BYTE_SHIFT = 4
U32, U64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def packet_rate(period: int, scale: int) -> tuple[str, int]:
    """(`` 5/min``, milliseconds in the unit): the longest unit that loses no more than the next one would."""
    if period == 0:
        return " inf", 0
    chosen = len(PERIODS) - 1
    for at, (_, seconds) in enumerate(PERIODS[1:]):
        rate, rest = divmod(seconds * scale, period)
        if rate < rest:  # also where the period is longer than the unit
            chosen = at
            break
    name, seconds = PERIODS[chosen]
    return f" {seconds * scale // period}/{name}", seconds * 1000


def cost_to_bytes(cost: int) -> int:
    """Bytes a second from the cost of 16 of them, in 64-bit arithmetic."""
    return ((U32 // cost if cost else U32) - 1 << BYTE_SHIFT) & U64


def bytes_to_cost(amount: int) -> int:
    return U32 // ((amount >> BYTE_SHIFT & U32) + 1)


def byte_rate(cost: int, burst: int) -> tuple[str, int]:
    """(`` 1mb/s --hashlimit-burst 5mb``, default of --hashlimit-htable-expire in milliseconds)."""
    rate = cost_to_bytes(cost)
    # the mask is a C int of 32 bits, it loses what lies above
    exact = [unit for unit in UNITS if rate >= unit[1] and bytes_to_cost(rate & (U32 - unit[1] + 1)) == cost]
    out = f" {in_unit(rate, exact)}b/s"
    if burst == 0:
        return out, BYTE_EXPIRE
    amount = rate * burst & U64
    return (
        f"{out} --hashlimit-burst {in_unit(amount, [unit for unit in UNITS if amount >= unit[1]])}b",
        BYTE_EXPIRE_BURST,
    )


def in_unit(amount: int, units: list[tuple[str, int]]) -> str:
    """``5m``: the amount in the first of the units, or without one."""
    name, size = units[0] if units else ("", 1)
    return f"{amount // size}{name}"


def table_options(match: MatchHashlimit0 | Match, default_expire: int) -> str:
    """Name of the hash table, and its sizes and times where they are not the default."""
    out = f" --hashlimit-name {text(match.name)}"
    out += f" --hashlimit-htable-size {match.size}" if match.size else ""
    out += f" --hashlimit-htable-max {match.max}" if match.max else ""
    if match.gc_interval != DEFAULT_GC_INTERVAL:
        out += f" --hashlimit-htable-gcinterval {match.gc_interval}"
    if match.expire != default_expire:
        out += f" --hashlimit-htable-expire {match.expire}"
    return out


def words_0(match: MatchHashlimit0, _: Context) -> str:
    rate, default_expire = packet_rate(match.avg, OLD_SCALE)
    out = f" --hashlimit{rate} --hashlimit-burst {match.burst} --hashlimit-mode {flag_words(match.mode, MODES)}"
    return out + table_options(match, default_expire)


def limit(match: Match, ctx: Context, scale: int) -> str:
    """What revisions 1 to 3 have in common."""
    out = " --hashlimit-above" if match.mode & INVERT else " --hashlimit-upto"
    if match.mode & BYTES:
        rate, default_expire = byte_rate(match.avg, match.burst)
    else:
        rate, default_expire = packet_rate(match.avg, scale)
        rate += f" --hashlimit-burst {match.burst}"
    out += rate
    modes = flag_words(match.mode, MODES)
    out += f" --hashlimit-mode {modes}" if modes else ""
    out += table_options(match, default_expire)
    whole = 128 if ctx.family == "ipv6" else 32
    out += f" --hashlimit-srcmask {match.srcmask}" if match.srcmask != whole else ""
    out += f" --hashlimit-dstmask {match.dstmask}" if match.dstmask != whole else ""
    return out


def words_1(match: MatchHashlimit1, ctx: Context) -> str:
    return limit(match, ctx, OLD_SCALE)


def words_2(match: MatchHashlimit2, ctx: Context) -> str:
    return limit(match, ctx, SCALE)


def words_3(match: MatchHashlimit3, ctx: Context) -> str:
    out = limit(match, ctx, SCALE)
    if not match.mode & RATE_MATCH:
        return out
    out += " --hashlimit-rate-match"
    return out if match.interval == 1 else f"{out} --hashlimit-rate-interval {match.interval}"


EXTENSION = Extension("match", "hashlimit", {0: words_0, 1: words_1, 2: words_2, 3: words_3})
