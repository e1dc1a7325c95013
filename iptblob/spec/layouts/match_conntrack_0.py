"""Layout of match_conntrack_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "7233ce635f4a107f357c5971eb83d74e02fffe8a2ceb0dfea80972518fa5ef1c"


class MatchConntrack0OldTuple(NamedTuple):
    """old_tuple of Connection tracking match, revision 0 (struct xt_conntrack_info)"""

    src_ip: bytes
    src_all: int
    dst_ip: bytes
    dst_all: int
    protonum: int


class MatchConntrack0(NamedTuple):
    """Connection tracking match, revision 0 (struct xt_conntrack_info)"""

    statemask: int
    statusmask: int
    tuple: list[MatchConntrack0OldTuple]
    src_masks: list[bytes]
    dst_masks: list[bytes]
    expires_min: int
    expires_max: int
    flags: int
    invflags: int


LP64 = L('match_conntrack_0', 80, MatchConntrack0, (
    F('statemask', 'statemask', 0, 4, 'u', 4, symbols={1: 'INVALID', 2: 'ESTABLISHED', 4: 'RELATED', 8: 'NEW', 64: 'SNAT', 128: 'DNAT', 256: 'UNTRACKED'}, is_flags=True, doc='States that match.'),
    F('statusmask', 'statusmask', 4, 4, 'u', 4, symbols={1: 'EXPECTED', 2: 'SEEN_REPLY', 4: 'ASSURED', 8: 'CONFIRMED'}, is_flags=True, doc='Status bits that match.'),
    F('tuple', 'tuple', 8, 32, 'struct', 16, count=2, doc="The connection's addresses in original and reply direction.", struct=L('old_tuple', 16, MatchConntrack0OldTuple, (
    F('src_ip', 'src.ip', 0, 4, 'raw', 4, doc='Source address.'),
    F('src_all', 'src.u.all', 4, 2, 'u', 2, doc='Source port; the match does not look at it.'),
    F('pad1', '', 6, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the next address.'),
    F('dst_ip', 'dst.ip', 8, 4, 'raw', 4, doc='Destination address.'),
    F('dst_all', 'dst.u.all', 12, 2, 'u', 2, doc='Destination port; the match does not look at it.'),
    F('protonum', 'dst.protonum', 14, 2, 'u', 2, doc='Protocol, in the original direction.'),
))),
    F('src_masks', 'sipmsk', 40, 8, 'raw', 4, count=2, doc='Masks of the source addresses in both directions.'),
    F('dst_masks', 'dipmsk', 48, 8, 'raw', 4, count=2, doc='Masks of the destination addresses in both directions.'),
    F('expires_min', 'expires_min', 56, 8, 'u', 8, doc='Shortest remaining lifetime that matches, in seconds.'),
    F('expires_max', 'expires_max', 64, 8, 'u', 8, doc='Longest remaining lifetime that matches, in seconds.'),
    F('flags', 'flags', 72, 1, 'u', 1, symbols={1: 'STATE', 2: 'PROTO', 4: 'ORIGSRC', 8: 'ORIGDST', 16: 'REPLSRC', 32: 'REPLDST', 64: 'STATUS', 128: 'EXPIRES'}, is_flags=True, doc='Tests that are made.'),
    F('invflags', 'invflags', 73, 1, 'u', 1, symbols={1: 'STATE', 2: 'PROTO', 4: 'ORIGSRC', 8: 'ORIGDST', 16: 'REPLSRC', 32: 'REPLDST', 64: 'STATUS', 128: 'EXPIRES'}, is_flags=True, doc='Tests that are inverted.'),
    F('pad1', '', 74, 6, 'raw', 6, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = L('match_conntrack_0', 68, MatchConntrack0, (
    F('statemask', 'statemask', 0, 4, 'u', 4, symbols={1: 'INVALID', 2: 'ESTABLISHED', 4: 'RELATED', 8: 'NEW', 64: 'SNAT', 128: 'DNAT', 256: 'UNTRACKED'}, is_flags=True, doc='States that match.'),
    F('statusmask', 'statusmask', 4, 4, 'u', 4, symbols={1: 'EXPECTED', 2: 'SEEN_REPLY', 4: 'ASSURED', 8: 'CONFIRMED'}, is_flags=True, doc='Status bits that match.'),
    F('tuple', 'tuple', 8, 32, 'struct', 16, count=2, doc="The connection's addresses in original and reply direction.", struct=L('old_tuple', 16, MatchConntrack0OldTuple, (
    F('src_ip', 'src.ip', 0, 4, 'raw', 4, doc='Source address.'),
    F('src_all', 'src.u.all', 4, 2, 'u', 2, doc='Source port; the match does not look at it.'),
    F('pad1', '', 6, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the next address.'),
    F('dst_ip', 'dst.ip', 8, 4, 'raw', 4, doc='Destination address.'),
    F('dst_all', 'dst.u.all', 12, 2, 'u', 2, doc='Destination port; the match does not look at it.'),
    F('protonum', 'dst.protonum', 14, 2, 'u', 2, doc='Protocol, in the original direction.'),
))),
    F('src_masks', 'sipmsk', 40, 8, 'raw', 4, count=2, doc='Masks of the source addresses in both directions.'),
    F('dst_masks', 'dipmsk', 48, 8, 'raw', 4, count=2, doc='Masks of the destination addresses in both directions.'),
    F('expires_min', 'expires_min', 56, 4, 'u', 4, doc='Shortest remaining lifetime that matches, in seconds.'),
    F('expires_max', 'expires_max', 60, 4, 'u', 4, doc='Longest remaining lifetime that matches, in seconds.'),
    F('flags', 'flags', 64, 1, 'u', 1, symbols={1: 'STATE', 2: 'PROTO', 4: 'ORIGSRC', 8: 'ORIGDST', 16: 'REPLSRC', 32: 'REPLDST', 64: 'STATUS', 128: 'EXPIRES'}, is_flags=True, doc='Tests that are made.'),
    F('invflags', 'invflags', 65, 1, 'u', 1, symbols={1: 'STATE', 2: 'PROTO', 4: 'ORIGSRC', 8: 'ORIGDST', 16: 'REPLSRC', 32: 'REPLDST', 64: 'STATUS', 128: 'EXPIRES'}, is_flags=True, doc='Tests that are inverted.'),
    F('pad1', '', 66, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
