"""Layout of match_mark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b2586bd1be2941b876e041b8fbc1c421552e60fc24868b3e98cddf682557b44c"


class MatchMark0(NamedTuple):
    """Packet mark match, revision 0 (struct xt_mark_info)"""

    mark: int
    mask: int
    invert: int


LP64 = L('match_mark_0', 24, MatchMark0, (
    F('mark', 'mark', 0, 8, 'u', 8, doc='Value of the mark; iptables prints 32 bits of it.'),
    F('mask', 'mask', 8, 8, 'u', 8, doc='Bits that are compared.'),
    F('invert', 'invert', 16, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 17, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
))

I386 = L('match_mark_0', 12, MatchMark0, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Value of the mark; iptables prints 32 bits of it.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits that are compared.'),
    F('invert', 'invert', 8, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 9, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
