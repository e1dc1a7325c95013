"""Layout of match_connmark_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1bd945019c6fe94ca812071b92b605ea403d0c49620b6118bbf260f4cda90618"


class MatchConnmark1(NamedTuple):
    """Connection mark match, revision 1 (struct xt_connmark_mtinfo1)"""

    mark: int
    mask: int
    invert: int


LP64 = L('match_connmark_1', 12, MatchConnmark1, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Value the masked mark is compared with.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits of the mark that are compared.'),
    F('invert', 'invert', 8, 1, 'u', 1, doc='Non-zero inverts the test.'),
    F('pad1', '', 9, 3, 'raw', 3, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
