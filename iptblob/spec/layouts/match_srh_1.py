"""Layout of match_srh_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "c2dede432572b68ce853f476f575e64f17101ac52a08ac89013d9422f7fa2f60"


class MatchSrh1(NamedTuple):
    """IPv6 segment routing header match, revision 1 (struct ip6t_srh1)"""

    next_hdr: int
    len_hdr: int
    segs_left: int
    last_entry: int
    tag: int
    psid_addr: bytes
    nsid_addr: bytes
    lsid_addr: bytes
    psid_mask: bytes
    nsid_mask: bytes
    lsid_mask: bytes
    mt_flags: int
    mt_invflags: int


LP64 = L('match_srh_1', 108, MatchSrh1, (
    F('next_hdr', 'next_hdr', 0, 1, 'u', 1, doc='Protocol of what follows the header.'),
    F('len_hdr', 'hdr_len', 1, 1, 'u', 1, doc='Length of the header in units of 8 bytes, the first not counted.'),
    F('segs_left', 'segs_left', 2, 1, 'u', 1, doc='Number of segments left.'),
    F('last_entry', 'last_entry', 3, 1, 'u', 1, doc='Place of the last entry of the list, from 0.'),
    F('tag', 'tag', 4, 2, 'u', 2, doc='Tag. The kernel compares its two bytes with those of the packet as they stand, without swapping, though iptables writes the number in host order.'),
    F('pad', '', 6, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('psid_addr', 'psid_addr', 8, 16, 'raw', 16, doc='Address of the previous segment.'),
    F('nsid_addr', 'nsid_addr', 24, 16, 'raw', 16, doc='Address of the next segment.'),
    F('lsid_addr', 'lsid_addr', 40, 16, 'raw', 16, doc='Address of the last segment.'),
    F('psid_mask', 'psid_msk', 56, 16, 'raw', 16, doc='Mask of the previous segment.'),
    F('nsid_mask', 'nsid_msk', 72, 16, 'raw', 16, doc='Mask of the next segment.'),
    F('lsid_mask', 'lsid_msk', 88, 16, 'raw', 16, doc='Mask of the last segment.'),
    F('mt_flags', 'mt_flags', 104, 2, 'u', 2, symbols={1: 'NEXTHDR', 2: 'LEN_EQ', 4: 'LEN_GT', 8: 'LEN_LT', 16: 'SEGS_EQ', 32: 'SEGS_GT', 64: 'SEGS_LT', 128: 'LAST_EQ', 256: 'LAST_GT', 512: 'LAST_LT', 1024: 'TAG', 2048: 'PSID', 4096: 'NSID', 8192: 'LSID'}, is_flags=True, doc='Which tests are made.'),
    F('mt_invflags', 'mt_invflags', 106, 2, 'u', 2, symbols={1: 'NEXTHDR', 2: 'LEN_EQ', 4: 'LEN_GT', 8: 'LEN_LT', 16: 'SEGS_EQ', 32: 'SEGS_GT', 64: 'SEGS_LT', 128: 'LAST_EQ', 256: 'LAST_GT', 512: 'LAST_LT', 1024: 'TAG', 2048: 'PSID', 4096: 'NSID', 8192: 'LSID'}, is_flags=True, doc='Which of them are inverted.'),
))

I386 = LP64

ILP32 = LP64
