"""Layout of match_tos_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "10cf23af4e65bf91b62b15f870b740f2b4b0fda68a7433d58a3f73e4e1ec0246"


class MatchTos1(NamedTuple):
    """Type of service match, revision 1 (struct xt_tos_match_info)"""

    tos_mask: int
    tos_value: int
    invert: int


LP64 = L('match_tos_1', 3, MatchTos1, (
    F('tos_mask', 'tos_mask', 0, 1, 'u', 1, doc='Bits that are compared.'),
    F('tos_value', 'tos_value', 1, 1, 'u', 1, doc='Their value.'),
    F('invert', 'invert', 2, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
))

I386 = LP64

ILP32 = LP64
