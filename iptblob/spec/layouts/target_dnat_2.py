"""Layout of target_dnat_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "827834fa7ed2ec955d67fcff0d2f37d491aa552e247d41f116e6641268b729dc"


class TargetDnat2(NamedTuple):
    """DNAT target, revision 2 (struct nf_nat_range2)"""

    flags: int
    min_addr: bytes
    max_addr: bytes
    min_port: int
    max_port: int
    base_port: int


LP64 = L('target_dnat_2', 44, TargetDnat2, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'MAP_IPS', 2: 'PROTO_SPECIFIED', 4: 'PROTO_RANDOM', 8: 'PERSISTENT', 16: 'PROTO_RANDOM_FULLY', 32: 'PROTO_OFFSET', 64: 'NETMAP'}, is_flags=True, doc='Which parts of the range are used, and how.'),
    F('min_addr', 'min_addr', 4, 16, 'raw', 16, doc='First address; an IPv4 address fills the first four bytes.'),
    F('max_addr', 'max_addr', 20, 16, 'raw', 16, doc='Last address.'),
    F('min_port', 'min_proto.all', 36, 2, 'u', 2, be=True, doc='First port, or other number of the protocol, in network order.'),
    F('max_port', 'max_proto.all', 38, 2, 'u', 2, be=True, doc='Last port.'),
    F('base_port', 'base_proto.all', 40, 2, 'u', 2, be=True, doc='Port that the first port of the range stands for.'),
    F('pad', '', 42, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
