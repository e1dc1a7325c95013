"""Target RATEEST: a rate estimator (libxt_RATEEST.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context, text
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, Subject, bad, terminated
from iptblob.extensions.meaning import FIELDS
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


EXTENSION = Extension(
    "target",
    "RATEEST",
    "net/netfilter/xt_RATEEST.c",
    with_arp(
        {
            0: Revision(
                TargetRateest0,
                words=words,
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
)
