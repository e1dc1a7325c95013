"""Target RATEEST: a rate estimator (libxt_RATEEST.c, iptables 1.8.9)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context, text
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, Subject, bad, terminated
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, End, Fields, OptionError, Options, RuleOption, cut, leading_float, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_rateest_0 import TargetRateest0
from iptblob.terms import Carries

SECOND = 1_000_000


def signed(number: int) -> int:
    """A number as an int of 32 bits."""
    number &= 0xFFFFFFFF
    return number - (1 << 32) if number >> 31 else number


def shifted(number: int, bits: int) -> int:
    """``number << bits`` of an int of 32 bits, with the count taken modulo 32 as x86 does."""
    return signed(number << (bits & 31))


def interval_of(target: TargetRateest0) -> int:
    """Microseconds, wrapped to 32 bits where a payload asks for more."""
    return int(shifted(SECOND, target.interval + 2) / 4) & 0xFFFFFFFF


def time_text(microseconds: int) -> str:
    if microseconds >= SECOND:
        return f"{microseconds / SECOND:.1f}s"
    if microseconds >= SECOND // 1000:
        return f"{microseconds / (SECOND // 1000):.1f}ms"
    return f"{microseconds}us"


def words(target: TargetRateest0, _: Context) -> str:
    interval = interval_of(target)
    average = interval * shifted(1, target.ewma_log) & 0xFFFFFFFF
    return (
        f" --rateest-name {text(target.name)} --rateest-interval {time_text(interval)}"
        f" --rateest-ewmalog {time_text(average)}"
    )


def check(x: Subject) -> Sequence[Issue]:
    """xt_rateest_tg_checkentry."""
    row = x.row
    unterminated = terminated("name", "ENAMETOOLONG")(x)
    if unterminated:
        return unterminated
    existing = x.state.get(("rateest", row.name))
    if existing is not None:
        if (not row.interval and not row.ewma_log) or existing != (row.interval, row.ewma_log):
            return bad("interval", "an earlier rule has an estimator of this name with other parameters")
        return FINE
    if not -2 <= row.interval <= 3:
        return bad("interval", f"interval is {row.interval}, -2 to 3 are taken")
    if not 0 < row.ewma_log < 31:
        return bad("ewma_log", f"ewma_log is {row.ewma_log}, 1 to 30 are taken")
    x.state["rateest", row.name] = (row.interval, row.ewma_log)
    return FINE


NAME = 15  # bytes, and the NUL
QUARTER = SECOND // 4
UNITS = {
    "": 1, "s": SECOND, "sec": SECOND, "secs": SECOND, "ms": 1000, "msec": 1000, "msecs": 1000, "us": 1, "usec": 1,
    "usecs": 1,
}  # fmt: skip


def duration(text: str) -> int:
    """Microseconds; a number without a unit counts them (RATEEST_get_time)."""
    value, unit = leading_float(text)
    if unit.lower() not in UNITS:
        raise OptionError(f"one of {', '.join(filter(None, UNITS))} is expected behind the number")
    return int(value * UNITS[unit.lower()]) & U32


def settle(fields: Fields, _: End) -> None:
    """The nearest steps that the kernel knows (RATEEST_final_check)."""
    interval, average = fields.pop("_interval"), fields.pop("_average")
    step = next((at for at in range(6) if interval <= QUARTER << at), None)
    if step is None:
        raise OptionError("an interval of at most 8 seconds is expected")
    log = next((at for at in range(1, 32) if interval / -math.log(1 - 1 / (1 << at)) > average), 32) - 1
    if not 0 < log < 31:
        raise OptionError("--rateest-ewmalog is out of its range for that interval")
    fields.update(interval=step - 2, ewma_log=log)


OPTIONS = Options(
    (
        RuleOption("--rateest-name", put(name=lambda word: cut(word, NAME)), required=True),
        RuleOption("--rateest-interval", put(_interval=duration), required=True),
        RuleOption("--rateest-ewmalog", put(_average=duration), required=True),
    ),
    finish=settle,
)

EXTENSION = Extension(
    "target",
    "RATEEST",
    "net/netfilter/xt_RATEEST.c",
    with_arp(
        {
            0: Revision(
                TargetRateest0,
                words=words,
                options=OPTIONS,
                meaning=FIELDS,
                unspec=PER_FAMILY,
                constraints=Constraints(
                    check,
                    "a terminated name; interval -2 to 3 and ewma_log 1 to 30, or those of the estimator that "
                    "has the name already",
                    "xt_rateest_tg_checkentry",
                    shared=True,
                ),
                effect=Carries("feeds a rate estimator"),
            ),
        }
    ),
    holds=holds("interval ewma_log", name=GIVEN_NAME),
)
