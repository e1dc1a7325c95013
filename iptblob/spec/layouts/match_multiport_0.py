"""Layout of match_multiport_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1a8e14f7a621d736f0947a65af0a8b765243ac91ac74fd63026c8821e0af674d"


class MatchMultiport0(NamedTuple):
    """List of ports match, revision 0 (struct xt_multiport)"""

    flags: int
    num_ports: int
    ports: list[int]


LP64 = L('match_multiport_0', 32, MatchMultiport0, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={0: 'source', 1: 'destination', 2: 'either'}, doc='Which port is compared.'),
    F('num_ports', 'count', 1, 1, 'u', 1, doc='How many of the ports are used, 15 at most; the kernel refuses more.'),
    F('ports', 'ports', 2, 30, 'u', 2, count=15, doc='The ports, host order.'),
))

I386 = LP64

ILP32 = LP64
