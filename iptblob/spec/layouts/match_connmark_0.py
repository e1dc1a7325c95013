"""Layout of match_connmark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5ffb2eda6e0da02b82b014ae05d16dfd91ee6950373e08df6d5b9ee09f4e88a3"


class MatchConnmark0(NamedTuple):
    """Connection mark match, revision 0 (struct xt_connmark_info)"""

    mark: int
    mask: int
    invert: int


LP64 = L('match_connmark_0', 24, MatchConnmark0, (
    F('mark', 'mark', 0, 8, 'u', 8, doc='Value the masked mark is compared with.'),
    F('mask', 'mask', 8, 8, 'u', 8, doc='Bits of the mark that are compared.'),
    F('invert', 'invert', 16, 1, 'u', 1, doc='Non-zero inverts the test.'),
    F('pad1', '', 17, 7, 'raw', 7, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = L('match_connmark_0', 12, MatchConnmark0, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Value the masked mark is compared with.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits of the mark that are compared.'),
    F('invert', 'invert', 8, 1, 'u', 1, doc='Non-zero inverts the test.'),
    F('pad1', '', 9, 3, 'raw', 3, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
