"""Match hashlimit: rate per host, port or connection (libxt_hashlimit.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.addresses import mask_length
from iptblob.extensions.base import Context, flag_words, text
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad, proc_name
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import FIELDS, Columns, PayloadContext, c_string, same
from iptblob.extensions.options import (
    Effect,
    End,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    atoi,
    chosen,
    cut,
    flag,
    number,
    put,
    words_of,
)
from iptblob.extensions.rate_words import burst, bytes_to_cost, cost_to_bytes, given_bytes, given_packets
from iptblob.extensions.rates import byte_rate_vanishes, hashlimit_overflows
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_hashlimit_0 import MatchHashlimit0
from iptblob.spec.layouts.match_hashlimit_1 import MatchHashlimit1
from iptblob.spec.layouts.match_hashlimit_2 import MatchHashlimit2
from iptblob.spec.layouts.match_hashlimit_3 import MatchHashlimit3
from iptblob.terms import stateful

Match = MatchHashlimit1 | MatchHashlimit2 | MatchHashlimit3

ONE_KIND_OF_RATE = KernelChange(
    "hashlimit-one-rate", "one name has one kind of rate",
    "netfilter: xt_hashlimit: validate hashtable supports XT_HASHLIMIT_RATE_MATCH",
)  # fmt: skip
INVERT, BYTES, RATE_MATCH = 0x10, 0x20, 0x40
MODES = {0x4: "srcip", 0x8: "srcport", 0x1: "dstip", 0x2: "dstport"}
PERIODS = (("day", 24 * 60 * 60), ("hour", 60 * 60), ("min", 60), ("sec", 1))
UNITS = (("m", 1 << 20), ("k", 1 << 10), ("", 1))
OLD_SCALE, SCALE = 10_000, 1_000_000  # units of avg in a second: revisions 0 and 1, later ones
DEFAULT_GC_INTERVAL = 1000  # milliseconds, as are those below
BYTE_EXPIRE, BYTE_EXPIRE_BURST = 15_000, 60_000
U32, U64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
NAME = 255  # bytes, in the widest revision


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


def columns_1(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    average = records["avg"].astype(np.uint64)
    finer = np.array([in_finer_units(one) for one in average.tolist()], dtype=np.uint64)
    return shared(records, np.where(records["mode"] & BYTES, average, finer), same(0, records))


def columns_2(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return shared(records, records["avg"], same(0, records))


def columns_3(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """The interval counts for rates of matches alone."""
    return shared(records, records["avg"], np.where(records["mode"] & RATE_MATCH, records["interval"], 0))


def shared(records: NDArray[Any], average: NDArray[Any], interval: NDArray[Any]) -> Sequence[NDArray[Any]]:
    same_fields = ("burst", "mode", "size", "max", "gc_interval", "expire", "srcmask", "dstmask")
    return [c_string(records["name"], NAME), average, interval, *(records[field] for field in same_fields)]


def in_finer_units(average: int) -> int:
    """What iptables puts into revisions 2 and 3 for the rate that it reads in revision 1; no two come to one.

    3/sec is 3333 there and 333333 here. What is no whole number of packets per unit is only scaled.
    """
    rate, milliseconds = packet_rate(average, OLD_SCALE)
    packets = int(rate.strip().partition("/")[0]) if milliseconds else 0
    seconds = milliseconds // 1000
    if packets and OLD_SCALE * seconds // packets == average:
        return SCALE * seconds // packets
    return average * (SCALE // OLD_SCALE)


def check(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    """hashlimit_mt_check_v1, hashlimit_mt_check_v2, hashlimit_mt_check."""
    row = x.row
    name = proc_name(x, "name")
    if name:
        return name
    if not row.gc_interval or not row.expire:
        return bad("gc_interval", "gc_interval or expire is 0")
    bits = 32 if x.family == "ipv4" else 128
    if row.srcmask > bits or row.dstmask > bits:
        return bad("srcmask", f"prefix lengths {row.srcmask} and {row.dstmask}, the most is {bits}")
    if row.mode & ~0x7F:
        return bad("mode", f"mode is {row.mode:#x}, known bits are 0x7f")
    rate_match = bool(row.mode & 0x40)
    if rate_match:
        if x.revision < 3:
            return bad("mode", "rate matching needs revision 3")
        if not 0 < row.avg <= 0xFFFFFFFF:
            return bad("avg", f"rate {row.avg}", "ERANGE")
        if not row.interval:
            return bad("interval", "interval is 0")
    elif row.mode & 0x20:
        if byte_rate_vanishes(row.avg, x.profile.hz):
            return bad("avg", f"byte rate {row.avg} comes to no credits")
    elif hashlimit_overflows(row.avg, row.burst, x.revision, x.profile.hz):
        return bad("burst", f"avg {row.avg} times burst {row.burst} overflows, or burst is 0", "ERANGE")
    first = x.state.setdefault(("hashlimit", row.name), rate_match)
    if first != rate_match and x.made(ONE_KIND_OF_RATE):
        return bad("mode", "an earlier rule uses this table of the same name with the other kind of rate")
    return FINE


SAYS = (
    "a name fit for /proc, times that are not 0, prefix lengths of the family, a known mode, a rate that does "
    "not overflow, and one kind of rate per name"
)

# What --hashlimit-burst takes at most: revision 1, later ones.
OLD_MOST_BURST, MOST_BURST = 10_000, 1_000_000
BYTE_SECONDS = 15  # milliseconds in BYTE_EXPIRE by the thousand


def limited(old: bool, above: bool) -> Effect:
    """Packets (``5/minute``) or bytes (``512kb/s``) in a time; above it where that is asked for (parse_bytes,
    parse_rate)."""

    def effect(fields: Fields, given: Given) -> None:
        mode = fields.get("mode", 0) | (INVERT if given.inverted != above else 0)
        cost = given_bytes(given.value, U32 if old else U64)
        if cost is None:
            cost, fields["_seconds"] = given_packets(given.value, OLD_SCALE if old else SCALE)
        else:
            fields["_seconds"], mode = BYTE_SECONDS, mode | BYTES
        fields.update(avg=cost & (U32 if old else U64), mode=mode)

    return effect


def modes(fields: Fields, given: Given) -> None:
    for word in words_of(given.value.replace("|", ",")):
        fields["mode"] = fields.get("mode", 0) | chosen(word, MODES)


def plen(field: str) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        fields[field] = mask_length(given.value, given.family)

    return effect


def interval(text: str) -> int:
    """What atoi makes of it: a long that stops at its bounds, of which 32 bits remain (measured, 1.8.9)."""
    if 0 < (found := max(-(1 << 63), min((1 << 63) - 1, atoi(text))) & U32) <= U32 >> 1:
        return found
    raise OptionError("a number of seconds is expected")


def settle(most: int) -> Callable[[Fields, End], None]:
    """hashlimit_mt_check: what depends on several options."""

    def finish(fields: Fields, end: End) -> None:
        width = 128 if end.family == "ipv6" else 32
        fields["srcmask"], fields["dstmask"] = fields.get("srcmask", width), fields.get("dstmask", width)
        seconds, given_burst = fields.pop("_seconds"), "--hashlimit-burst" in end.said
        fields.setdefault("expire", seconds * 1000)
        if fields["mode"] & BYTES:
            _settle_bytes(fields, end.said)
        elif fields["burst"] > most:
            raise OptionError(f"a burst from 1 to {most} is expected")
        if given_burst and fields["mode"] & BYTES and "--hashlimit-htable-expire" not in end.said:
            fields["expire"] = BYTE_EXPIRE_BURST
        if "--hashlimit-rate-match" in end.said:
            _settle_rate(fields, seconds)

    return finish


def _settle_bytes(fields: Fields, said: frozenset[str]) -> None:
    """A burst of bytes is counted in what the rate lets through in a second."""
    second = cost_to_bytes(fields["avg"])
    if "--hashlimit-burst" not in said:
        fields["burst"] = 0
    elif not second or fields["burst"] < second:
        raise OptionError(f"a burst of at least {second}b is expected")
    else:
        fields["burst"] = -(-fields["burst"] // second)


def _settle_rate(fields: Fields, seconds: int) -> None:
    octets = fields["mode"] & BYTES
    if not octets:
        fields["avg"] //= seconds
    if not fields.get("interval"):
        fields["interval"] = 1 if octets else seconds


def table_of(old: bool, name: int, more: tuple[RuleOption, ...] = ()) -> Options:
    """``old`` is true of revision 1, ``name`` the bytes of a name without its NUL."""
    most = OLD_MOST_BURST if old else MOST_BURST

    def named(text: str) -> bytes:
        if not text:
            raise OptionError("a name is expected")
        return cut(text, name)

    upto, above = limited(old, above=False), limited(old, above=True)
    return Options(
        (
            RuleOption("--hashlimit-upto", upto, aliases=("--hashlimit",), invertible=True),
            RuleOption("--hashlimit-above", above, invertible=True),
            RuleOption("--hashlimit-srcmask", plen("srcmask")),
            RuleOption("--hashlimit-dstmask", plen("dstmask")),
            RuleOption("--hashlimit-burst", put(burst=burst(most, U32 if old else U64))),
            RuleOption("--hashlimit-htable-size", put(size=number)),
            RuleOption("--hashlimit-htable-max", put(max=number)),
            RuleOption("--hashlimit-htable-gcinterval", put(gc_interval=number)),
            RuleOption("--hashlimit-htable-expire", put(expire=number)),
            RuleOption("--hashlimit-mode", modes),
            RuleOption("--hashlimit-name", put(name=named), required=True),
            *more,
        ),
        start={"burst": DEFAULT_BURST, "gc_interval": DEFAULT_GC_INTERVAL},
        one_of=("--hashlimit-upto", "--hashlimit-above"),
        apart=(("--hashlimit-upto", "--hashlimit-above"),),
        finish=settle(most),
        since=(1, 4, 0) if old else (1, 6, 2) if more else (1, 6, 1),
    )


DEFAULT_BURST = 5
OPTIONS_1, OPTIONS_2 = table_of(old=True, name=15), table_of(old=False, name=NAME - 1)
OPTIONS_3 = table_of(
    old=False,
    name=NAME - 1,
    more=(
        RuleOption("--hashlimit-rate-match", flag("mode", RATE_MATCH), words=0),
        RuleOption("--hashlimit-rate-interval", put(interval=interval)),
    ),
)

def _units(scale: int) -> Mapping[str, Callable[[Mapping[str, Any]], str]]:
    """The rate as the options give it, times in milliseconds."""

    def average(of: Mapping[str, Any]) -> str:
        said = byte_rate(of["avg"], 0) if of["mode"] & BYTES else packet_rate(of["avg"], scale)
        return said[0].strip()

    return {"avg": average, "gc_interval": _milliseconds("gc_interval"), "expire": _milliseconds("expire")}


def _milliseconds(name: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda of: f"{of[name]} ms"


EXTENSION = Extension(
    "match",
    "hashlimit",
    "net/netfilter/xt_hashlimit.c",
    {
        0: Revision(
            MatchHashlimit0,
            words=words_0,
            units=_units(OLD_SCALE),
            meaning=FIELDS,
            constraints=OLD_REVISION,
            packet=stateful("how many packets came before"),
        ),
        1: Revision(
            MatchHashlimit1,
            words=words_1,
            units=_units(OLD_SCALE),
            options=OPTIONS_1,
            meaning=Columns(columns_1),
            constraints=Constraints(
                check, SAYS, "hashlimit_mt_check_v1", shared=True, symmetric=True, changes=(ONE_KIND_OF_RATE,)
            ),
            packet=stateful("how many packets came before"),
        ),
        2: Revision(
            MatchHashlimit2,
            words=words_2,
            units=_units(SCALE),
            options=OPTIONS_2,
            meaning=Columns(columns_2),
            constraints=Constraints(
                check, SAYS, "hashlimit_mt_check_v2", shared=True, symmetric=True, changes=(ONE_KIND_OF_RATE,)
            ),
            packet=stateful("how many packets came before"),
        ),
        3: Revision(
            MatchHashlimit3,
            words=words_3,
            units=_units(SCALE),
            options=OPTIONS_3,
            meaning=Columns(columns_3),
            constraints=Constraints(
                check, SAYS, "hashlimit_mt_check", shared=True, symmetric=True, changes=(ONE_KIND_OF_RATE,)
            ),
            packet=stateful("how many packets came before"),
        ),
    },
    holds=holds("mode avg burst size max gc_interval expire srcmask dstmask interval", name=GIVEN_NAME),
)
