"""Layout of match_dscp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "fef5393d977cdd1cc0d0cb3b765b2748f27219618436f0d487c081bda6166f38"


class MatchDscp0(NamedTuple):
    """DSCP match (struct xt_dscp_info)"""

    dscp: int
    invert: int


LP64 = L('match_dscp_0', 2, MatchDscp0, (
    F('dscp', 'dscp', 0, 1, 'u', 1, doc='The code point, 0 to 63, without the two ECN bits.'),
    F('invert', 'invert', 1, 1, 'u', 1, doc='Non-zero inverts the test.'),
))

I386 = LP64

ILP32 = LP64
