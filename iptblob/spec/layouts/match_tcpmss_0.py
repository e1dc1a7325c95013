"""Layout of match_tcpmss_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "208b5bea1e3cfa74a0c930ac15c0f48faee61eae7c5bcb96717ce4e34dde9b26"


class MatchTcpmss0(NamedTuple):
    """TCP segment size match, revision 0 (struct xt_tcpmss_match_info)"""

    mss_min: int
    mss_max: int
    invert: int


LP64 = L('match_tcpmss_0', 6, MatchTcpmss0, (
    F('mss_min', 'mss_min', 0, 2, 'u', 2, doc='Least size in bytes.'),
    F('mss_max', 'mss_max', 2, 2, 'u', 2, doc='Greatest size in bytes.'),
    F('invert', 'invert', 4, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 5, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
