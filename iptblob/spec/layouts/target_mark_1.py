"""Layout of target_mark_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "728cf79fee10eb56ead64d52a0b78bbc374830e787e8fcd7b5e0cee47cde2745"


class TargetMark1(NamedTuple):
    """MARK target, revision 1 (struct xt_mark_target_info_v1)"""

    mark: int
    mode: int


LP64 = L('target_mark_1', 16, TargetMark1, (
    F('mark', 'mark', 0, 8, 'u', 8, doc='Value the mark is combined with.'),
    F('mode', 'mode', 8, 1, 'u', 1, symbols={0: 'set_mark', 1: 'and_mark', 2: 'or_mark'}, doc='How it is combined.'),
    F('pad', '', 9, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
))

I386 = L('target_mark_1', 8, TargetMark1, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Value the mark is combined with.'),
    F('mode', 'mode', 4, 1, 'u', 1, symbols={0: 'set_mark', 1: 'and_mark', 2: 'or_mark'}, doc='How it is combined.'),
    F('pad', '', 5, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
