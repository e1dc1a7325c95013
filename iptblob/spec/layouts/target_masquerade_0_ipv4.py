"""Layout of target_masquerade_0_ipv4, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "73a7eaff3980177fd0a16f2ad69856966e4461f46176d6a791f72563465ed9fa"


class TargetMasquerade0Ipv4(NamedTuple):
    """MASQUERADE target of IPv4 (struct nf_nat_ipv4_multi_range_compat)"""

    rangesize: int
    flags: int
    min_ip: bytes
    max_ip: bytes
    min_port: int
    max_port: int


LP64 = L('target_masquerade_0_ipv4', 20, TargetMasquerade0Ipv4, (
    F('rangesize', 'rangesize', 0, 4, 'u', 4, doc='Number of ranges. The kernel refuses all but 1.'),
    F('flags', 'range[0].flags', 4, 4, 'u', 4, symbols={1: 'MAP_IPS', 2: 'PROTO_SPECIFIED', 4: 'PROTO_RANDOM', 8: 'PERSISTENT', 16: 'PROTO_RANDOM_FULLY', 32: 'PROTO_OFFSET', 64: 'NETMAP'}, is_flags=True, doc='Which parts of the range are used, and how.'),
    F('min_ip', 'range[0].min_ip', 8, 4, 'raw', 4, doc='Not used, since the address follows from the interface.'),
    F('max_ip', 'range[0].max_ip', 12, 4, 'raw', 4, doc='Not used.'),
    F('min_port', 'range[0].min.all', 16, 2, 'u', 2, be=True, doc='First port, or other number of the protocol, in network order.'),
    F('max_port', 'range[0].max.all', 18, 2, 'u', 2, be=True, doc='Last port.'),
))

I386 = LP64

ILP32 = LP64
