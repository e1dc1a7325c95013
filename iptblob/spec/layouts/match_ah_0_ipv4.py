"""Layout of match_ah_0_ipv4, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6d6237bfe794d5014daad3fbb05019bbc3ad65af42811307e64574fc56f7659e"


class MatchAh0Ipv4(NamedTuple):
    """AH match for IPv4 (struct ipt_ah)"""

    spis: list[int]
    invflags: int


LP64 = L('match_ah_0_ipv4', 12, MatchAh0Ipv4, (
    F('spis', 'spis', 0, 8, 'u', 4, count=2, doc='Lowest and highest Security Parameter Index.'),
    F('invflags', 'invflags', 8, 1, 'u', 1, symbols={1: 'SPI'}, is_flags=True, doc='Which of the tests are inverted.'),
    F('pad1', '', 9, 3, 'raw', 3, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
