"""Layout of match_pkttype_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "98eaf931e2d1dc58d7aa3aedd15782fa795979787e51705d0ddd8b5d806cda7f"


class MatchPkttype0(NamedTuple):
    """Packet type match, revision 0 (struct xt_pkttype_info)"""

    pkttype: int
    invert: int


LP64 = L('match_pkttype_0', 8, MatchPkttype0, (
    F('pkttype', 'pkttype', 0, 4, 's', 4, symbols={0: 'host', 1: 'broadcast', 2: 'multicast', 3: 'otherhost', 4: 'outgoing', 5: 'loopback', 6: 'user', 7: 'kernel'}, doc='The type.'),
    F('invert', 'invert', 4, 4, 's', 4, doc='Not 0 where the test is inverted.'),
))

I386 = LP64

ILP32 = LP64
