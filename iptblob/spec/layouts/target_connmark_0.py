"""Layout of target_connmark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "49b478871a8b62c46fa04d6f33d4107db472581f06c7079f09531bebbbbea4d5"


class TargetConnmark0(NamedTuple):
    """CONNMARK target, revision 0 (struct xt_connmark_target_info)"""

    mark: int
    mask: int
    mode: int


LP64 = L('target_connmark_0', 24, TargetConnmark0, (
    F('mark', 'mark', 0, 8, 'u', 8, doc='Value to set.'),
    F('mask', 'mask', 8, 8, 'u', 8, doc='Bits that are set or copied.'),
    F('mode', 'mode', 16, 1, 'u', 1, symbols={0: 'set', 1: 'save', 2: 'restore'}, doc='What is done with the mark.'),
    F('pad', '', 17, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
))

I386 = L('target_connmark_0', 12, TargetConnmark0, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Value to set.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits that are set or copied.'),
    F('mode', 'mode', 8, 1, 'u', 1, symbols={0: 'set', 1: 'save', 2: 'restore'}, doc='What is done with the mark.'),
    F('pad', '', 9, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
