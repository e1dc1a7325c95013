"""Layout of match_frag_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "73bcffa826cf4607847a68813c466420c9c31196baf2fe6973ce7f285c4cc562"


class MatchFrag0(NamedTuple):
    """Fragment header match (struct ip6t_frag)"""

    ids: list[int]
    hdrlen: int
    flags: int
    invflags: int


LP64 = L('match_frag_0', 16, MatchFrag0, (
    F('ids', 'ids', 0, 8, 'u', 4, count=2, doc='Lowest and highest identification.'),
    F('hdrlen', 'hdrlen', 8, 4, 'u', 4, doc='Length of the header; kernels since 3.0 do not look at it.'),
    F('flags', 'flags', 12, 1, 'u', 1, symbols={1: 'IDS', 2: 'LEN', 4: 'RES', 8: 'FST', 16: 'MF', 32: 'NMF'}, is_flags=True, doc='Tests that are made.'),
    F('invflags', 'invflags', 13, 1, 'u', 1, symbols={1: 'IDS', 2: 'LEN'}, is_flags=True, doc='Tests that are inverted.'),
    F('pad1', '', 14, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
