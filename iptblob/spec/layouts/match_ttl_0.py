"""Layout of match_ttl_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "004eee320594f217287cf52d57d2b36c558e39a1c22a10f170d82982595c9d71"


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
