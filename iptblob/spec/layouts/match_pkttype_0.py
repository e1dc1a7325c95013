"""Layout of match_pkttype_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "78b25da8f4af682d96ebda8b8d5f3d186c4503d4b4a57dbb5517eff5ee3913e6"


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
