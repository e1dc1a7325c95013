"""Layout of match_mark_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d00c607a97f0d2e4af37445bee157ea9786ab8ba316c2ede14bd2da09bdf8b56"


class MatchMark1(NamedTuple):
    """Packet mark match, revision 1 (struct xt_mark_mtinfo1)"""

    mark: int
    mask: int
    invert: int


LP64 = L('match_mark_1', 12, MatchMark1, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Value of the mark.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits that are compared.'),
    F('invert', 'invert', 8, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 9, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
