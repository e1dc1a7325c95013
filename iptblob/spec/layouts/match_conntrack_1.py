"""Layout of match_conntrack_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b47227bdae3e2bbcafdd21048a2ec8f834a3398396238567cc60bb5096ea0be8"


class MatchConntrack1(NamedTuple):
    """Connection tracking match, revision 1 (struct xt_conntrack_mtinfo1)"""

    origsrc_addr: bytes
    origsrc_mask: bytes
    origdst_addr: bytes
    origdst_mask: bytes
    replsrc_addr: bytes
    replsrc_mask: bytes
    repldst_addr: bytes
    repldst_mask: bytes
    expires_min: int
    expires_max: int
    l4proto: int
    origsrc_port: int
    origdst_port: int
    replsrc_port: int
    repldst_port: int
    match_flags: int
    invert_flags: int
    state_mask: int
    status_mask: int


LP64 = L('match_conntrack_1', 152, MatchConntrack1, (
    F('origsrc_addr', 'origsrc_addr', 0, 16, 'raw', 16, doc='Source address of the original direction; IPv4 uses the first four bytes.'),
    F('origsrc_mask', 'origsrc_mask', 16, 16, 'raw', 16, doc='Mask of that address, in network order.'),
    F('origdst_addr', 'origdst_addr', 32, 16, 'raw', 16, doc='Destination address of the original direction; IPv4 uses the first four bytes.'),
    F('origdst_mask', 'origdst_mask', 48, 16, 'raw', 16, doc='Mask of that address, in network order.'),
    F('replsrc_addr', 'replsrc_addr', 64, 16, 'raw', 16, doc='Source address of the reply direction; IPv4 uses the first four bytes.'),
    F('replsrc_mask', 'replsrc_mask', 80, 16, 'raw', 16, doc='Mask of that address, in network order.'),
    F('repldst_addr', 'repldst_addr', 96, 16, 'raw', 16, doc='Destination address of the reply direction; IPv4 uses the first four bytes.'),
    F('repldst_mask', 'repldst_mask', 112, 16, 'raw', 16, doc='Mask of that address, in network order.'),
    F('expires_min', 'expires_min', 128, 4, 'u', 4, doc='Shortest remaining lifetime that matches, in seconds.'),
    F('expires_max', 'expires_max', 132, 4, 'u', 4, doc='Longest remaining lifetime that matches, in seconds.'),
    F('l4proto', 'l4proto', 136, 2, 'u', 2, doc='Protocol of the connection.'),
    F('origsrc_port', 'origsrc_port', 138, 2, 'u', 2, be=True, doc='Source port of the original direction, in network order.'),
    F('origdst_port', 'origdst_port', 140, 2, 'u', 2, be=True, doc='Destination port of the original direction, in network order.'),
    F('replsrc_port', 'replsrc_port', 142, 2, 'u', 2, be=True, doc='Source port of the reply direction, in network order.'),
    F('repldst_port', 'repldst_port', 144, 2, 'u', 2, be=True, doc='Destination port of the reply direction, in network order.'),
    F('match_flags', 'match_flags', 146, 2, 'u', 2, symbols={1: 'STATE', 2: 'PROTO', 4: 'ORIGSRC', 8: 'ORIGDST', 16: 'REPLSRC', 32: 'REPLDST', 64: 'STATUS', 128: 'EXPIRES', 256: 'ORIGSRC_PORT', 512: 'ORIGDST_PORT', 1024: 'REPLSRC_PORT', 2048: 'REPLDST_PORT', 4096: 'DIRECTION', 8192: 'STATE_ALIAS'}, is_flags=True, doc='Tests that are made; STATE_ALIAS says that the rule was written with -m state.'),
    F('invert_flags', 'invert_flags', 148, 2, 'u', 2, symbols={1: 'STATE', 2: 'PROTO', 4: 'ORIGSRC', 8: 'ORIGDST', 16: 'REPLSRC', 32: 'REPLDST', 64: 'STATUS', 128: 'EXPIRES', 256: 'ORIGSRC_PORT', 512: 'ORIGDST_PORT', 1024: 'REPLSRC_PORT', 2048: 'REPLDST_PORT', 4096: 'DIRECTION', 8192: 'STATE_ALIAS'}, is_flags=True, doc='Tests that are inverted; for DIRECTION it means reply.'),
    F('state_mask', 'state_mask', 150, 1, 'u', 1, symbols={1: 'INVALID', 2: 'ESTABLISHED', 4: 'RELATED', 8: 'NEW', 64: 'SNAT', 128: 'DNAT'}, is_flags=True, doc='States that match.'),
    F('status_mask', 'status_mask', 151, 1, 'u', 1, symbols={1: 'EXPECTED', 2: 'SEEN_REPLY', 4: 'ASSURED', 8: 'CONFIRMED'}, is_flags=True, doc='Status bits that match, 0 for none of them.'),
))

I386 = LP64

ILP32 = LP64
