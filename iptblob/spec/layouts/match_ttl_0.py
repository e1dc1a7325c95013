"""Layout of match_ttl_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "88291af5c6639995602f1f415a2f78aa769a963368e2f978df578902e7d68ba0"


class MatchTtl0(NamedTuple):
    """Time to live match, revision 0 (struct ipt_ttl_info)"""

    mode: int
    ttl: int


LP64 = L('match_ttl_0', 2, MatchTtl0, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={0: 'eq', 1: 'ne', 2: 'lt', 3: 'gt'}, doc='How it is compared.'),
    F('ttl', 'ttl', 1, 1, 'u', 1, doc='Value it is compared with.'),
))

I386 = LP64

ILP32 = LP64
