"""Layout of match_icmp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "4295f0b4132f47acaa8e42c636893a3079f9f26396bbaf86d8e861187a605129"


class MatchIcmp0(NamedTuple):
    """ICMP match (struct ipt_icmp)"""

    type: int
    codes: list[int]
    invflags: int


LP64 = L('match_icmp_0', 4, MatchIcmp0, (
    F('type', 'type', 0, 1, 'u', 1, doc='Type of the message. The kernel takes 255 for any message, whatever the codes say; iptables writes 255 with codes 0 to 255.'),
    F('codes', 'code', 1, 2, 'u', 1, count=2, doc='Lowest and highest code.'),
    F('invflags', 'invflags', 3, 1, 'u', 1, symbols={1: 'INV'}, is_flags=True, doc='Which of the tests are inverted.'),
))

I386 = LP64

ILP32 = LP64
