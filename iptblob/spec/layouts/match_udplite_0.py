"""Layout of match_udplite_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1c0d998c116a18e7b6328bd8b22e32287eed8ab96c7ba7165d917a17f08db1d3"


class MatchUdplite0(NamedTuple):
    """UDP-Lite match, revision 0 (struct xt_udp)"""

    src_ports: list[int]
    dst_ports: list[int]
    invflags: int


LP64 = L('match_udplite_0', 10, MatchUdplite0, (
    F('src_ports', 'spts', 0, 4, 'u', 2, count=2, doc='Lowest and highest source port, host order.'),
    F('dst_ports', 'dpts', 4, 4, 'u', 2, count=2, doc='Lowest and highest destination port, host order.'),
    F('invflags', 'invflags', 8, 1, 'u', 1, symbols={1: 'SRCPT', 2: 'DSTPT'}, is_flags=True, doc='Which of the tests are inverted.'),
    F('pad', '', 9, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
