"""Token-bucket arithmetic of limit and hashlimit, with the kernel's own overflows.

HZ is the timer frequency the kernel was built with (net/netfilter/xt_limit.c, xt_hashlimit.c, v6.18).
"""

from __future__ import annotations

U32, U64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
DAY = 24 * 60 * 60


def _power_below(limit: int) -> int:
    return 1 << (limit.bit_length() - 1)


def limit_overflows(avg: int, burst: int, hz: int) -> bool:
    """True where xt_limit refuses (ERANGE)."""
    per_jiffy = _power_below(U32 // (hz * DAY))

    def credits_of(user: int) -> int:
        if user > U32 // (hz * per_jiffy):
            return (user // 10000 * hz * per_jiffy) & U32
        return user * hz * per_jiffy // 10000

    return burst == 0 or credits_of(avg * burst & U32) < credits_of(avg)


def hashlimit_overflows(avg: int, burst: int, revision: int, hz: int) -> bool:
    """True where xt_hashlimit refuses a packet rate (ERANGE)."""
    scale = 10000 if revision == 1 else 1000000
    per_jiffy = _power_below((U32 if revision == 1 else U64) // (hz * DAY))

    def credits_of(user: int) -> int:
        if scale >= hz * per_jiffy:
            return user // (scale // (hz * per_jiffy))
        return user * (hz * per_jiffy // scale) & U64

    return burst == 0 or credits_of(avg * burst & U64) < credits_of(avg)


def byte_rate_vanishes(avg: int, hz: int) -> bool:
    """True where xt_hashlimit refuses a byte rate because it comes to no credits (EINVAL)."""
    return (avg & U32) * hz * _power_below(U32 // hz) >> 32 & U32 == 0
