"""Layout of match_recent_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "15b4104fc3ba7e8c89d220f53756dc8965fe068fad00a34e74894bb360f7b11a"


class MatchRecent1(NamedTuple):
    """Recently seen match, revision 1 (struct xt_recent_mtinfo_v1)"""

    seconds: int
    hit_count: int
    check_set: int
    invert: int
    name: bytes
    side: int
    mask: bytes


LP64 = L('match_recent_1', 228, MatchRecent1, (
    F('seconds', 'seconds', 0, 4, 'u', 4, doc='Only entries seen within this many seconds, 0 for all.'),
    F('hit_count', 'hit_count', 4, 4, 'u', 4, doc='Only entries seen at least this often, 0 for all.'),
    F('check_set', 'check_set', 8, 1, 'u', 1, symbols={1: 'CHECK', 2: 'SET', 4: 'UPDATE', 8: 'REMOVE', 16: 'TTL', 32: 'REAP'}, is_flags=True, doc='What is done with the list.'),
    F('invert', 'invert', 9, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('name', 'name', 10, 200, 'strz', 200, doc='Name of the list.'),
    F('side', 'side', 210, 1, 'u', 1, symbols={0: 'source', 1: 'dest'}, doc='Which address of the packet is looked up.'),
    F('pad', '', 211, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
    F('mask', 'mask', 212, 16, 'raw', 16, doc='Mask laid over the address; the first 4 bytes for IPv4.'),
))

I386 = LP64

ILP32 = LP64
