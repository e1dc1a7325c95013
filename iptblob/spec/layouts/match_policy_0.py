"""Layout of match_policy_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d3f3b83d96cd458b819327b6a61050ad53ab10e8928fff75a7097c48542a9f3e"


class MatchPolicy0Elem(NamedTuple):
    """elem of IPsec policy match, revision 0 (struct xt_policy_info)"""

    saddr: bytes
    smask: bytes
    daddr: bytes
    dmask: bytes
    spi: int
    reqid: int
    proto: int
    mode: int
    match: int
    invert: int


class MatchPolicy0(NamedTuple):
    """IPsec policy match, revision 0 (struct xt_policy_info)"""

    elements: list[MatchPolicy0Elem]
    flags: int
    num_elements: int


LP64 = L('match_policy_0', 308, MatchPolicy0, (
    F('elements', 'pol', 0, 304, 'struct', 76, count=4, doc='The transformations, in order.', struct=L('elem', 76, MatchPolicy0Elem, (
    F('saddr', 'saddr', 0, 16, 'raw', 16, doc='Source of the tunnel.'),
    F('smask', 'smask', 16, 16, 'raw', 16, doc='Bits of the source that are compared.'),
    F('daddr', 'daddr', 32, 16, 'raw', 16, doc='Destination of the tunnel.'),
    F('dmask', 'dmask', 48, 16, 'raw', 16, doc='Bits of the destination that are compared.'),
    F('spi', 'spi', 64, 4, 'u', 4, doc='Security parameter index. The kernel compares it unswapped with the one of the association, in network order, yet iptables writes and prints it in host order.'),
    F('reqid', 'reqid', 68, 4, 'u', 4, doc='Number that ties the policy to its association.'),
    F('proto', 'proto', 72, 1, 'u', 1, doc='IP protocol of the transformation.'),
    F('mode', 'mode', 73, 1, 'u', 1, symbols={0: 'transport', 1: 'tunnel'}, doc='Transport or tunnel.'),
    F('match', 'match', 74, 1, 'u', 1, doc='Which tests are made, in bits that a little-endian machine counts from the lowest and a big-endian one from the highest: saddr, daddr, proto, mode, spi, reqid.'),
    F('invert', 'invert', 75, 1, 'u', 1, doc='Which of them are inverted, in the same bits.'),
))),
    F('flags', 'flags', 304, 2, 'u', 2, symbols={1: 'IN', 2: 'OUT', 4: 'NONE', 8: 'STRICT'}, is_flags=True, doc='Direction, and how the list is compared.'),
    F('num_elements', 'len', 306, 2, 'u', 2, doc='How many of the elements are used, 4 at most; the kernel refuses more.'),
))

I386 = LP64

ILP32 = LP64
