"""Layout of match_ah_0_ipv6, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8d2cefa71c8fa0b2a992078598289eb0f3f5b1065241312428391f891bb20534"


class MatchAh0Ipv6(NamedTuple):
    """AH match for IPv6 (struct ip6t_ah)"""

    spis: list[int]
    hdrlen: int
    hdrres: int
    invflags: int


LP64 = L('match_ah_0_ipv6', 16, MatchAh0Ipv6, (
    F('spis', 'spis', 0, 8, 'u', 4, count=2, doc='Lowest and highest Security Parameter Index.'),
    F('hdrlen', 'hdrlen', 8, 4, 'u', 4, doc='Length of the header in bytes, 0 for any.'),
    F('hdrres', 'hdrres', 12, 1, 'u', 1, doc='Non-zero asks for a reserved field of zero.'),
    F('invflags', 'invflags', 13, 1, 'u', 1, symbols={1: 'SPI', 2: 'LEN'}, is_flags=True, doc='Which of the tests are inverted.'),
    F('pad1', '', 14, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
