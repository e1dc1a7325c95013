"""Layout of match_length_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "2ef56adcd4a58c3ff1fbcba741a8bf3f195fab61a8aeb998ce05492b4a871d6d"


class MatchLength0(NamedTuple):
    """Packet length match, revision 0 (struct xt_length_info)"""

    min: int
    max: int
    invert: int


LP64 = L('match_length_0', 6, MatchLength0, (
    F('min', 'min', 0, 2, 'u', 2, doc='Least length in bytes.'),
    F('max', 'max', 2, 2, 'u', 2, doc='Greatest length in bytes.'),
    F('invert', 'invert', 4, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 5, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
