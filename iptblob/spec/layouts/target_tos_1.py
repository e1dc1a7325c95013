"""Layout of target_tos_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "4446c378d978f2e7a68adbdd7594b2b2003aa29035261723d7f4beba242acc49"


class TargetTos1(NamedTuple):
    """TOS target, revision 1 (struct xt_tos_target_info)"""

    tos_value: int
    tos_mask: int


LP64 = L('target_tos_1', 2, TargetTos1, (
    F('tos_value', 'tos_value', 0, 1, 'u', 1, doc='Bits that are flipped.'),
    F('tos_mask', 'tos_mask', 1, 1, 'u', 1, doc='Bits that are cleared first.'),
))

I386 = LP64

ILP32 = LP64
