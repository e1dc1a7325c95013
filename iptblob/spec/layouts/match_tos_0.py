"""Layout of match_tos_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6763389039bfe68639a06fa242ad3a64610cfc6965f19c6d4c1d16a6c1474bc3"


class MatchTos0(NamedTuple):
    """Type of service match, revision 0 (struct ipt_tos_info)"""

    tos: int
    invert: int


LP64 = L('match_tos_0', 2, MatchTos0, (
    F('tos', 'tos', 0, 1, 'u', 1, doc='The whole byte.'),
    F('invert', 'invert', 1, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
))

I386 = LP64

ILP32 = LP64
