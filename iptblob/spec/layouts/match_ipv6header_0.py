"""Layout of match_ipv6header_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "08cd9b259eef5107d44896a6b328bbee085eeaa7209538213c640010238b668e"


class MatchIpv6header0(NamedTuple):
    """IPv6 extension headers match (struct ip6t_ipv6header_info)"""

    matchflags: int
    invflags: int
    modeflag: int


LP64 = L('match_ipv6header_0', 3, MatchIpv6header0, (
    F('matchflags', 'matchflags', 0, 1, 'u', 1, symbols={128: 'HOPOPTS', 64: 'DSTOPTS', 32: 'ROUTING', 16: 'FRAGMENT', 8: 'AH', 4: 'ESP', 2: 'NONE', 1: 'PROTO'}, is_flags=True, doc='Headers that are looked for.'),
    F('invflags', 'invflags', 1, 1, 'u', 1, doc='0xff inverts the test.'),
    F('modeflag', 'modeflag', 2, 1, 'u', 1, doc='Non-zero lets other headers be there too (soft).'),
))

I386 = LP64

ILP32 = LP64
