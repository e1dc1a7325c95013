"""Layout of match_icmp6_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "eb561c7acdce775714bf6b6378c55ff6fb4de8e83c662beacfa6a6756ee946a0"


class MatchIcmp60(NamedTuple):
    """ICMPv6 match (struct ip6t_icmp)"""

    type: int
    codes: list[int]
    invflags: int


LP64 = L('match_icmp6_0', 4, MatchIcmp60, (
    F('type', 'type', 0, 1, 'u', 1, doc='Type of the message.'),
    F('codes', 'code', 1, 2, 'u', 1, count=2, doc='Lowest and highest code.'),
    F('invflags', 'invflags', 3, 1, 'u', 1, symbols={1: 'INV'}, is_flags=True, doc='Which of the tests are inverted.'),
))

I386 = LP64

ILP32 = LP64
