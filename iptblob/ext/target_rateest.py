"""Target RATEEST: a rate estimator (libxt_RATEEST.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Context, Extension, text
from iptblob.spec.layouts.target_rateest_0 import TargetRateest0

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


EXTENSION = Extension("target", "RATEEST", {0: words, (0, "arp"): trailing(words)})
