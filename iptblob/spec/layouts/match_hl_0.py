"""Layout of match_hl_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "590f89d6d8004b329eb259f40b02df2ad4732c23e48598e9ad93ee1e8ce2f9a2"


class MatchHl0(NamedTuple):
    """Hop limit match (struct ip6t_hl_info)"""

    mode: int
    hop_limit: int


LP64 = L('match_hl_0', 2, MatchHl0, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={0: 'eq', 1: 'ne', 2: 'lt', 3: 'gt'}, doc='How the hop limit is compared.'),
    F('hop_limit', 'hop_limit', 1, 1, 'u', 1, doc='Value it is compared with.'),
))

I386 = LP64

ILP32 = LP64
