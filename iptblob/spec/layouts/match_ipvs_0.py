"""Layout of match_ipvs_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "00da5389fc140ef40b56ba84c5c21064f0c82311d3d144a8c2f372d4ed6c309e"


class MatchIpvs0(NamedTuple):
    """IPVS match (struct xt_ipvs_mtinfo)"""

    vaddr: bytes
    vmask: bytes
    vport: int
    l4proto: int
    fwd_method: int
    vportctl: int
    invert: int
    bitmask: int


LP64 = L('match_ipvs_0', 40, MatchIpvs0, (
    F('vaddr', 'vaddr', 0, 16, 'raw', 16, doc='Virtual address; IPv4 uses the first four bytes.'),
    F('vmask', 'vmask', 16, 16, 'raw', 16, doc='Mask of that address, in network order.'),
    F('vport', 'vport', 32, 2, 'u', 2, be=True, doc='Virtual port, in network order.'),
    F('l4proto', 'l4proto', 34, 1, 'u', 1, doc='Protocol of the connection.'),
    F('fwd_method', 'fwd_method', 35, 1, 'u', 1, symbols={0: 'masq', 2: 'ipip', 3: 'gate'}, doc='How the connection is forwarded.'),
    F('vportctl', 'vportctl', 36, 2, 'u', 2, be=True, doc='Virtual port of the controlling connection, in network order.'),
    F('invert', 'invert', 38, 1, 'u', 1, symbols={1: 'IPVS_PROPERTY', 2: 'PROTO', 4: 'VADDR', 8: 'VPORT', 16: 'DIR', 32: 'METHOD', 64: 'VPORTCTL'}, is_flags=True, doc='Tests that are inverted; for DIR it means reply.'),
    F('bitmask', 'bitmask', 39, 1, 'u', 1, symbols={1: 'IPVS_PROPERTY', 2: 'PROTO', 4: 'VADDR', 8: 'VPORT', 16: 'DIR', 32: 'METHOD', 64: 'VPORTCTL'}, is_flags=True, doc='Tests that are made.'),
))

I386 = LP64

ILP32 = LP64
