"""Layout of match_connbytes_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "454065fa6e80a21691739c752b93c11579e53da480e33a3293cdde25d45fffda"


class MatchConnbytes0(NamedTuple):
    """Connection bytes match (struct xt_connbytes_info)"""

    count_from: int
    count_to: int
    what: int
    direction: int


LP64 = L('match_connbytes_0', 24, MatchConnbytes0, (
    F('count_from', 'count.from', 0, 8, 'u', 8, doc='Lowest number that matches.'),
    F('count_to', 'count.to', 8, 8, 'u', 8, doc='Highest number that matches, all ones for no limit.'),
    F('what', 'what', 16, 1, 'u', 1, symbols={0: 'packets', 1: 'bytes', 2: 'avgpkt'}, doc='What is counted.'),
    F('direction', 'direction', 17, 1, 'u', 1, symbols={0: 'original', 1: 'reply', 2: 'both'}, doc='Which packets of the connection are counted.'),
    F('pad1', '', 18, 6, 'raw', 6, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
