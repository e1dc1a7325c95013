"""Match time: date, time of day and weekday (libxt_time.c, iptables 1.8.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    U32,
    Effect,
    End,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    flag,
    number,
    put,
    unsigned,
)
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


_PART = re.compile(r"\s*\+?(\d{0,18})")
LAST_DATE = 0x7FFFFFFF


def part(text: str, ends: str, most: int) -> tuple[int, str]:
    """A decimal number, nothing being 0, and what stands behind the separator it ends with."""
    found = _PART.match(text)
    end = found.end() if found else 0
    value = int(found[1] or 0) if found else 0
    if value > most or text[end : end + 1] not in (*ends, ""):
        raise OptionError("a number within its bounds is expected, or another separator")
    return value, text[end:]


def moment(text: str) -> int:
    """YYYY[-MM[-DD[Thh[:mm[:ss]]]]] in UTC, as seconds; a month or day 0 is the one before the first (mktime)."""
    values, rest = [1970, 1, 1, 0, 0, 0], f"-{text}"
    for at, (ends, most) in enumerate((("-", 2038), ("-", 12), ("T", 31), (":", 23), (":", 59), ("", 59))):
        if not rest:
            break
        values[at], rest = part(rest[1:], ends, most)
    year, month, day, hour, minute, second = values
    if year < EPOCH.year:
        raise OptionError("a date from 1970 to 2038 is expected: YYYY[-MM[-DD[Thh[:mm[:ss]]]]]")
    first = datetime(year, month, 1) if month else datetime(year - 1, 12, 1)
    found = first + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second) - EPOCH
    if found < timedelta(0):
        raise OptionError("a date from 1970 on is expected")
    return int(found.total_seconds()) & U32


def of_day(text: str) -> int:
    """hh:mm[:ss] as seconds (time_parse_minutes)."""
    hour, rest = part(text, ":", 23)
    if not rest:
        raise OptionError("hh:mm[:ss] is expected")
    minute, rest = part(rest[1:], ":", 59)
    second = part(rest[1:], "", 59)[0] if rest else 0
    return 3600 * hour + 60 * minute + second


def segments(text: str, most: int) -> list[str]:
    """What commas part, cut to ``most`` characters; behind the last comma nothing is no segment (my_strseg)."""
    found = text.split(",")
    return [word[:most] for word in (found if found[-1] else found[:-1])]


def month_days(text: str) -> int:
    found = 0
    for word in segments(text, 2):
        found |= 1 << (number(word, 31) if word else 0)
    return found


def week_days(text: str) -> int:
    """Names, of which two letters count, or numbers from 1 on Monday."""
    found = 0
    for word in segments(text, 3):
        bits = [bit for bit, name in WEEKDAYS.items() if len(word) > 1 and name[:2] == word[:2]]
        day = 0 if bits else unsigned(word or "0") & U32
        if not (bits or day):
            raise OptionError("a day is expected, by name or by number from 1 on Monday")
        found |= bits[0] if bits else 1 << (day & 31)
    return found & 0xFF


def days(field: str, read: Callable[[str], int], every: int) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        fields[field] = read(given.value) ^ (every if given.inverted else 0)

    return effect


def settle(fields: Fields, end: End) -> None:
    if "--contiguous" in end.said and fields["daytime_start"] < fields["daytime_stop"]:
        raise OptionError("--contiguous wants a time that stops before it starts")


OPTIONS = Options(
    (
        RuleOption("--datestart", put(date_start=moment)),
        RuleOption("--datestop", put(date_stop=moment)),
        RuleOption("--timestart", put(daytime_start=of_day)),
        RuleOption("--timestop", put(daytime_stop=of_day)),
        RuleOption("--contiguous", flag("flags", CONTIGUOUS), words=0),
        RuleOption("--weekdays", days("weekdays_match", week_days, ALL_WEEKDAYS), invertible=True),
        RuleOption("--monthdays", days("monthdays_match", month_days, ALL_MONTHDAYS), invertible=True),
        RuleOption("--localtz", flag("flags", KERNEL_TZ), words=0, excludes=("--utc",)),
        RuleOption("--utc", put(), words=0, excludes=("--kerneltz",)),
        RuleOption("--kerneltz", flag("flags", KERNEL_TZ), words=0),
    ),
    start={
        "date_stop": LAST_DATE, "daytime_start": WHOLE_DAY[0], "daytime_stop": WHOLE_DAY[1],
        "monthdays_match": ALL_MONTHDAYS, "weekdays_match": ALL_WEEKDAYS,
    },
    finish=settle,
)  # fmt: skip


def _date(name: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda of: (EPOCH + timedelta(seconds=of[name])).isoformat()


def _day(name: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda of: daytime("", of[name]).strip()


EXTENSION = Extension(
    "match",
    "time",
    "net/netfilter/xt_time.c",
    {
        0: Revision(
            MatchTime0,
            words=words,
            units={name: _date(name) for name in ("date_start", "date_stop")}
            | {name: _day(name) for name in ("daytime_start", "daytime_stop")},
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check, "day times up to 86399, flags within 0x3, contiguous only over midnight", "time_mt_check"
            ),
            unspec=True,
            packet=pure("when the packet comes"),
        ),
    },
    holds=holds("date_start date_stop daytime_start daytime_stop monthdays_match weekdays_match flags"),
)
