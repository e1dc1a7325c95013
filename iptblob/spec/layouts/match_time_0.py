"""Layout of match_time_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e88e09b1e8a1a6e3cebeb905a7387523fd9990d7706b72d9f63979af5ee699b9"


class MatchTime0(NamedTuple):
    """Time match, revision 0 (struct xt_time_info)"""

    date_start: int
    date_stop: int
    daytime_start: int
    daytime_stop: int
    monthdays_match: int
    weekdays_match: int
    flags: int


LP64 = L('match_time_0', 24, MatchTime0, (
    F('date_start', 'date_start', 0, 4, 'u', 4, doc='First second that matches, since 1970, in the zone the flags name.'),
    F('date_stop', 'date_stop', 4, 4, 'u', 4, doc='Last second that matches; iptables writes 2147483647 for no end.'),
    F('daytime_start', 'daytime_start', 8, 4, 'u', 4, doc='First second of the day.'),
    F('daytime_stop', 'daytime_stop', 12, 4, 'u', 4, doc='Last second of the day.'),
    F('monthdays_match', 'monthdays_match', 16, 4, 'u', 4, doc='Days of the month, day n in bit n; bit 0 is never used.'),
    F('weekdays_match', 'weekdays_match', 20, 1, 'u', 1, symbols={2: 'MON', 4: 'TUE', 8: 'WED', 16: 'THU', 32: 'FRI', 64: 'SAT', 128: 'SUN'}, is_flags=True, doc='Days of the week.'),
    F('flags', 'flags', 21, 1, 'u', 1, symbols={1: 'LOCAL_TZ', 2: 'CONTIGUOUS'}, is_flags=True, doc='Time zone, and whether an interval over midnight is one.'),
    F('pad', '', 22, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
