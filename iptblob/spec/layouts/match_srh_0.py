"""Layout of match_srh_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "c319caa2c9bf9fcf0d984763682cae69c80a33ef940254b46ffe0a5cc94bcdc4"


class MatchSrh0(NamedTuple):
    """IPv6 segment routing header match, revision 0 (struct ip6t_srh)"""

    next_hdr: int
    len_hdr: int
    segs_left: int
    last_entry: int
    tag: int
    mt_flags: int
    mt_invflags: int


LP64 = L('match_srh_0', 10, MatchSrh0, (
    F('next_hdr', 'next_hdr', 0, 1, 'u', 1, doc='Protocol of what follows the header.'),
    F('len_hdr', 'hdr_len', 1, 1, 'u', 1, doc='Length of the header in units of 8 bytes, the first not counted.'),
    F('segs_left', 'segs_left', 2, 1, 'u', 1, doc='Number of segments left.'),
    F('last_entry', 'last_entry', 3, 1, 'u', 1, doc='Place of the last entry of the list, from 0.'),
    F('tag', 'tag', 4, 2, 'u', 2, doc='Tag. The kernel compares its two bytes with those of the packet as they stand, without swapping, though iptables writes the number in host order.'),
    F('mt_flags', 'mt_flags', 6, 2, 'u', 2, symbols={1: 'NEXTHDR', 2: 'LEN_EQ', 4: 'LEN_GT', 8: 'LEN_LT', 16: 'SEGS_EQ', 32: 'SEGS_GT', 64: 'SEGS_LT', 128: 'LAST_EQ', 256: 'LAST_GT', 512: 'LAST_LT', 1024: 'TAG'}, is_flags=True, doc='Which tests are made.'),
    F('mt_invflags', 'mt_invflags', 8, 2, 'u', 2, symbols={1: 'NEXTHDR', 2: 'LEN_EQ', 4: 'LEN_GT', 8: 'LEN_LT', 16: 'SEGS_EQ', 32: 'SEGS_GT', 64: 'SEGS_LT', 128: 'LAST_EQ', 256: 'LAST_GT', 512: 'LAST_LT', 1024: 'TAG'}, is_flags=True, doc='Which of them are inverted.'),
))

I386 = LP64

ILP32 = LP64
