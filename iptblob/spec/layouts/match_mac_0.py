"""Layout of match_mac_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "aa887a3eebb7bb031ea436357e53ad80eb3a77763f8de820703495716cb7859d"


class MatchMac0(NamedTuple):
    """MAC address match, revision 0 (struct xt_mac_info)"""

    srcaddr: bytes
    invert: int


LP64 = L('match_mac_0', 12, MatchMac0, (
    F('srcaddr', 'srcaddr', 0, 6, 'raw', 6, doc='The address.'),
    F('pad', '', 6, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('invert', 'invert', 8, 4, 's', 4, doc='Not 0 where the test is inverted.'),
))

I386 = LP64

ILP32 = LP64
