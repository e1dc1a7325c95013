"""Layout of match_ipcomp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "76b925b5680a61c8f6a47015b9782c68a4ee812e99e0bfa87d774932e1c16c00"


class MatchIpcomp0(NamedTuple):
    """IPComp match (struct xt_ipcomp)"""

    spis: list[int]
    invflags: int
    hdrres: int


LP64 = L('match_ipcomp_0', 12, MatchIpcomp0, (
    F('spis', 'spis', 0, 8, 'u', 4, count=2, doc='Lowest and highest Compression Parameter Index.'),
    F('invflags', 'invflags', 8, 1, 'u', 1, symbols={1: 'SPI'}, is_flags=True, doc='Which of the tests are inverted.'),
    F('hdrres', 'hdrres', 9, 1, 'u', 1, doc='Non-zero asks for a reserved field of zero; kernels do not look at it.'),
    F('pad1', '', 10, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
