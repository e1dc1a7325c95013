"""Layout of target_snat_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "65163f66f737239d7da8ede8a2732ff567333831edf86c0d083c5b9c97b5724d"


class TargetSnat0(NamedTuple):
    """SNAT target, revision 0 (struct nf_nat_ipv4_multi_range_compat)"""

    rangesize: int
    flags: int
    min_ip: bytes
    max_ip: bytes
    min_port: int
    max_port: int


LP64 = L('target_snat_0', 20, TargetSnat0, (
    F('rangesize', 'rangesize', 0, 4, 'u', 4, doc='Number of ranges. The kernel refuses all but 1.'),
    F('flags', 'range[0].flags', 4, 4, 'u', 4, symbols={1: 'MAP_IPS', 2: 'PROTO_SPECIFIED', 4: 'PROTO_RANDOM', 8: 'PERSISTENT', 16: 'PROTO_RANDOM_FULLY', 32: 'PROTO_OFFSET', 64: 'NETMAP'}, is_flags=True, doc='Which parts of the range are used, and how.'),
    F('min_ip', 'range[0].min_ip', 8, 4, 'raw', 4, doc='First address.'),
    F('max_ip', 'range[0].max_ip', 12, 4, 'raw', 4, doc='Last address.'),
    F('min_port', 'range[0].min.all', 16, 2, 'u', 2, be=True, doc='First port, or other number of the protocol, in network order.'),
    F('max_port', 'range[0].max.all', 18, 2, 'u', 2, be=True, doc='Last port.'),
))

I386 = LP64

ILP32 = LP64
