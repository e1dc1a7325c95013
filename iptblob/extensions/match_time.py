"""Match time: date, time of day and weekday (libxt_time.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_time_0 import MatchTime0
from iptblob.terms import pure

KERNEL_TZ, CONTIGUOUS = 0x1, 0x2
WHOLE_DAY = (0, 86_399)
ALL_MONTHDAYS, ALL_WEEKDAYS = 0xFFFFFFFE, 0xFE
WEEKDAYS = {1 << day: name for day, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), 1)}
EPOCH = datetime(1970, 1, 1)


def date(option: str, second: int, ctx: Context) -> str:
    """`` --datestart 2038-01-19T03:14:07``; nothing for 0 and for LONG_MAX, which a 64-bit date never reaches.

    On 32-bit userland a date is signed (time_t), so that late dates fall before 1970.
    """
    if ctx.abi.len_long == 4:
        if second == 0x7FFFFFFF:
            return ""
        second -= (second >> 31) << 32
    return f" {option} {(EPOCH + timedelta(seconds=second)).isoformat()}" if second else ""


def daytime(option: str, second: int) -> str:
    return f" {option} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def words(match: MatchTime0, ctx: Context) -> str:
    out = ""
    if (match.daytime_start, match.daytime_stop) != WHOLE_DAY:
        out += daytime("--timestart", match.daytime_start) + daytime("--timestop", match.daytime_stop)
    if match.monthdays_match != ALL_MONTHDAYS:
        out += f" --monthdays {','.join(str(day) for day in range(1, 32) if match.monthdays_match >> day & 1)}"
    if match.weekdays_match != ALL_WEEKDAYS:
        out += f" --weekdays {','.join(name for day, name in WEEKDAYS.items() if match.weekdays_match & day)}"
    out += date("--datestart", match.date_start, ctx) + date("--datestop", match.date_stop, ctx)
    out += " --kerneltz" if match.flags & KERNEL_TZ else ""
    return out + (" --contiguous" if match.flags & CONTIGUOUS else "")


def check(x: Subject) -> Sequence[Issue]:
    """time_mt_check."""
    row = x.row
    if max(row.daytime_start, row.daytime_stop) > 86399:
        return bad("daytime_start", f"day time {row.daytime_start} to {row.daytime_stop}, the last is 86399", "EDOM")
    if row.flags & ~0x03:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0x3")
    if row.flags & 0x02 and row.daytime_start < row.daytime_stop:
        return bad("flags", "contiguous time needs a start behind its stop")
    return FINE


EXTENSION = Extension(
    "match",
    "time",
    "net/netfilter/xt_time.c",
    {
        0: Revision(
            MatchTime0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(
                check, "day times up to 86399, flags within 0x3, contiguous only over midnight", "time_mt_check"
            ),
            unspec=True,
            packet=pure("when the packet comes"),
        ),
    },
)
