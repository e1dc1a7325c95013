"""Layout of match_icmp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "a9685584b45234304d955aef4e1e854e621440f392bb2254457536b3e35232be"


class MatchIcmp0(NamedTuple):
    """ICMP match (struct ipt_icmp)"""

    type: int
    codes: list[int]
    invflags: int


LP64 = L('match_icmp_0', 4, MatchIcmp0, (
    F('type', 'type', 0, 1, 'u', 1, doc='Type of the message; 255 with codes 0 to 255 stands for any.'),
    F('codes', 'code', 1, 2, 'u', 1, count=2, doc='Lowest and highest code.'),
    F('invflags', 'invflags', 3, 1, 'u', 1, symbols={1: 'INV'}, is_flags=True, doc='Which of the tests are inverted.'),
))

I386 = LP64

ILP32 = LP64
