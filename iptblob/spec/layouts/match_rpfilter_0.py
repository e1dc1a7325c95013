"""Layout of match_rpfilter_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "9102ee9374693bd076f6a1992830a2b84ec925503ce9e7e8669c13d432e492ae"


class MatchRpfilter0(NamedTuple):
    """Reverse path match, revision 0 (struct xt_rpfilter_info)"""

    flags: int


LP64 = L('match_rpfilter_0', 1, MatchRpfilter0, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'LOOSE', 2: 'VALID_MARK', 4: 'ACCEPT_LOCAL', 8: 'INVERT'}, is_flags=True, doc='How the route is looked up.'),
))

I386 = LP64

ILP32 = LP64
