"""Layout of match_rt_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e637250423b2dcc843afb31af22a114866c130ef0442d42f44565f48a5c0a1e3"


class MatchRt0(NamedTuple):
    """IPv6 routing header match, revision 0 (struct ip6t_rt)"""

    rt_type: int
    segsleft: list[int]
    hdrlen: int
    flags: int
    invflags: int
    addrs: list[bytes]
    num_addrs: int


LP64 = L('match_rt_0', 280, MatchRt0, (
    F('rt_type', 'rt_type', 0, 4, 'u', 4, doc='Type of the header.'),
    F('segsleft', 'segsleft', 4, 8, 'u', 4, count=2, doc='Lowest and highest number of segments left.'),
    F('hdrlen', 'hdrlen', 12, 4, 'u', 4, doc='Length of the header in bytes.'),
    F('flags', 'flags', 16, 1, 'u', 1, symbols={1: 'TYP', 2: 'SGS', 4: 'LEN', 8: 'RES', 16: 'FST', 32: 'FST_NSTRICT'}, is_flags=True, doc='Which tests are made.'),
    F('invflags', 'invflags', 17, 1, 'u', 1, symbols={1: 'TYP', 2: 'SGS', 4: 'LEN'}, is_flags=True, doc='Which of them are inverted.'),
    F('pad1', '', 18, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('addrs', 'addrs', 20, 256, 'raw', 16, count=16, doc='Addresses that the header of type 0 must hold.'),
    F('num_addrs', 'addrnr', 276, 1, 'u', 1, doc='How many of the addresses are used, 16 at most; the kernel refuses more.'),
    F('pad2', '', 277, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
