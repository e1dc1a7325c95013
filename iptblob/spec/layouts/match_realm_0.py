"""Layout of match_realm_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "644df51fca1a4d72fd16254af180de24b710c6c14657a73be28b911e7c268550"


class MatchRealm0(NamedTuple):
    """Routing realm match, revision 0 (struct xt_realm_info)"""

    realm: int
    mask: int
    invert: int


LP64 = L('match_realm_0', 12, MatchRealm0, (
    F('realm', 'id', 0, 4, 'u', 4, doc='The realm; a name where /etc/iproute2/rt_realms has one.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits that are compared.'),
    F('invert', 'invert', 8, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 9, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
