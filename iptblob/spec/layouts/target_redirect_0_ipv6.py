"""Layout of target_redirect_0_ipv6, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1505bb410562dda540772e90546efac488469432ebb3bb73cf1b423a130eacfb"


class TargetRedirect0Ipv6(NamedTuple):
    """REDIRECT target of IPv6 (struct nf_nat_range)"""

    flags: int
    min_addr: bytes
    max_addr: bytes
    min_port: int
    max_port: int


LP64 = L('target_redirect_0_ipv6', 40, TargetRedirect0Ipv6, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'MAP_IPS', 2: 'PROTO_SPECIFIED', 4: 'PROTO_RANDOM', 8: 'PERSISTENT', 16: 'PROTO_RANDOM_FULLY', 32: 'PROTO_OFFSET', 64: 'NETMAP'}, is_flags=True, doc='Which parts of the range are used, and how.'),
    F('min_addr', 'min_addr', 4, 16, 'raw', 16, doc='Not used, since the address follows from the interface.'),
    F('max_addr', 'max_addr', 20, 16, 'raw', 16, doc='Not used.'),
    F('min_port', 'min_proto.all', 36, 2, 'u', 2, be=True, doc='First port, or other number of the protocol, in network order.'),
    F('max_port', 'max_proto.all', 38, 2, 'u', 2, be=True, doc='Last port.'),
))

I386 = LP64

ILP32 = LP64
