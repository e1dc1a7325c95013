"""Layout of match_connlabel_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "a1844cfafebd0076ce0a18d991f3d19520270927c2463d395e9195a01b2c906b"


class MatchConnlabel0(NamedTuple):
    """Connection label match (struct xt_connlabel_mtinfo)"""

    bit: int
    options: int


LP64 = L('match_connlabel_0', 4, MatchConnlabel0, (
    F('bit', 'bit', 0, 2, 'u', 2, doc='Number of the label, 0 to 127.'),
    F('options', 'options', 2, 2, 'u', 2, symbols={1: 'INVERT', 2: 'SET'}, is_flags=True, doc='Inversion, and whether the label is set as well.'),
))

I386 = LP64

ILP32 = LP64
