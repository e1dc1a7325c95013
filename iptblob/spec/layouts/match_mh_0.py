"""Layout of match_mh_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e33dd7908d08b724beec8e9c33671ea2f440ba66288f2a9fb32f7c577d6b2b47"


class MatchMh0(NamedTuple):
    """Mobility header match, revision 0 (struct ip6t_mh)"""

    types: list[int]
    invflags: int


LP64 = L('match_mh_0', 3, MatchMh0, (
    F('types', 'types', 0, 2, 'u', 1, count=2, doc='Lowest and highest type.'),
    F('invflags', 'invflags', 2, 1, 'u', 1, symbols={1: 'TYPE'}, is_flags=True, doc='Whether the test is inverted.'),
))

I386 = LP64

ILP32 = LP64
