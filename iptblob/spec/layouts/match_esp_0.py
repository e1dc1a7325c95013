"""Layout of match_esp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1ea08747ed63bde5ce57d46f68b9da31297be32282c967740b9d4ee27b380a41"


class MatchEsp0(NamedTuple):
    """ESP match (struct xt_esp)"""

    spis: list[int]
    invflags: int


LP64 = L('match_esp_0', 12, MatchEsp0, (
    F('spis', 'spis', 0, 8, 'u', 4, count=2, doc='Lowest and highest Security Parameter Index.'),
    F('invflags', 'invflags', 8, 1, 'u', 1, symbols={1: 'SPI'}, is_flags=True, doc='Which of the tests are inverted.'),
    F('pad1', '', 9, 3, 'raw', 3, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
