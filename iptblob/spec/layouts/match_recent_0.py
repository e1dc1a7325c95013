"""Layout of match_recent_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "2c408d4d23f0d70cd8c59af3803eafe6d739522ba8935919ed2a049b5ff8c188"


class MatchRecent0(NamedTuple):
    """Recently seen match, revision 0 (struct xt_recent_mtinfo)"""

    seconds: int
    hit_count: int
    check_set: int
    invert: int
    name: bytes
    side: int


LP64 = L('match_recent_0', 212, MatchRecent0, (
    F('seconds', 'seconds', 0, 4, 'u', 4, doc='Only entries seen within this many seconds, 0 for all.'),
    F('hit_count', 'hit_count', 4, 4, 'u', 4, doc='Only entries seen at least this often, 0 for all.'),
    F('check_set', 'check_set', 8, 1, 'u', 1, symbols={1: 'CHECK', 2: 'SET', 4: 'UPDATE', 8: 'REMOVE', 16: 'TTL', 32: 'REAP'}, is_flags=True, doc='What is done with the list.'),
    F('invert', 'invert', 9, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('name', 'name', 10, 200, 'strz', 200, doc='Name of the list.'),
    F('side', 'side', 210, 1, 'u', 1, symbols={0: 'source', 1: 'dest'}, doc='Which address of the packet is looked up.'),
    F('pad', '', 211, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
