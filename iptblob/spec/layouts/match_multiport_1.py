"""Layout of match_multiport_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "10d29c0913636fe55c6c141a979f75f7bd6347559b4e7a1cdec31a7c9f767909"


class MatchMultiport1(NamedTuple):
    """List of ports match, revision 1 (struct xt_multiport_v1)"""

    flags: int
    num_ports: int
    ports: list[int]
    range_flags: list[int]
    invert: int


LP64 = L('match_multiport_1', 48, MatchMultiport1, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={0: 'source', 1: 'destination', 2: 'either'}, doc='Which port is compared.'),
    F('num_ports', 'count', 1, 1, 'u', 1, doc='How many of the ports are used, 15 at most; the kernel refuses more.'),
    F('ports', 'ports', 2, 30, 'u', 2, count=15, doc='The ports, host order; a range takes two places.'),
    F('range_flags', 'pflags', 32, 15, 'u', 1, count=15, doc='Not 0 where the port and the next one are the ends of a range.'),
    F('invert', 'invert', 47, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
))

I386 = LP64

ILP32 = LP64
