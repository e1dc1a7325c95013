"""Layout of match_sctp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "00178986feb1d1638a5485552ce59409ac393885c08eec4d01dc63b0f639c6d1"


class MatchSctp0FlagInfo(NamedTuple):
    """flag_info of SCTP match, revision 0 (struct xt_sctp_info)"""

    chunktype: int
    flag: int
    flag_mask: int


class MatchSctp0(NamedTuple):
    """SCTP match, revision 0 (struct xt_sctp_info)"""

    dst_ports: list[int]
    src_ports: list[int]
    chunkmap: list[int]
    chunk_match_type: int
    flag_info: list[MatchSctp0FlagInfo]
    num_flag_info: int
    flags: int
    invflags: int


LP64 = L('match_sctp_0', 292, MatchSctp0, (
    F('dst_ports', 'dpts', 0, 4, 'u', 2, count=2, doc='Lowest and highest destination port, host order.'),
    F('src_ports', 'spts', 4, 4, 'u', 2, count=2, doc='Lowest and highest source port, host order.'),
    F('chunkmap', 'chunkmap', 8, 256, 'u', 4, count=64, doc='Chunk types, type n in bit n modulo 32 of word n div 32; words 8 to 63 only serve to say all.'),
    F('chunk_match_type', 'chunk_match_type', 264, 4, 'u', 4, symbols={0: 'not_set', 1: 'any', 2: 'all', 4: 'only'}, doc='How the types are compared; iptables leaves 0 where CHUNK_TYPES is not tested.'),
    F('flag_info', 'flag_info', 268, 12, 'struct', 3, count=4, doc='Chunk flags that are compared.', struct=L('flag_info', 3, MatchSctp0FlagInfo, (
    F('chunktype', 'chunktype', 0, 1, 'u', 1, doc='The type, 255 in an unused place.'),
    F('flag', 'flag', 1, 1, 'u', 1, doc='Value of the flags.'),
    F('flag_mask', 'flag_mask', 2, 1, 'u', 1, doc='Flags that are compared.'),
))),
    F('num_flag_info', 'flag_count', 280, 4, 's', 4, doc='How many of these are used, 4 at most; the kernel refuses more.'),
    F('flags', 'flags', 284, 4, 'u', 4, symbols={1: 'SRC_PORTS', 2: 'DEST_PORTS', 4: 'CHUNK_TYPES'}, is_flags=True, doc='Which tests are made.'),
    F('invflags', 'invflags', 288, 4, 'u', 4, symbols={1: 'SRC_PORTS', 2: 'DEST_PORTS', 4: 'CHUNK_TYPES'}, is_flags=True, doc='Which of them are inverted.'),
))

I386 = LP64

ILP32 = LP64
