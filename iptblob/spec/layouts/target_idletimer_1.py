"""Layout of target_idletimer_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "a774e3dadc9aa65b7f5620b55f4a3691b9cd6f11c91e3dc26d825f6b36dd0bb9"


class TargetIdletimer1(NamedTuple):
    """IDLETIMER target, revision 1 (struct idletimer_tg_info_v1)"""

    timeout: int
    label: bytes
    send_nl_msg: int
    timer_type: int
    timer: bytes


LP64 = L('target_idletimer_1', 48, TargetIdletimer1, (
    F('timeout', 'timeout', 0, 4, 'u', 4, doc='Seconds of silence before the timer reports.'),
    F('label', 'label', 4, 28, 'strz', 28, doc='Name of the timer, one for the whole machine.'),
    F('send_nl_msg', 'send_nl_msg', 32, 1, 'u', 1, doc='Used by Android only, must be 0.'),
    F('timer_type', 'timer_type', 33, 1, 'u', 1, symbols={0: 'normal', 1: 'alarm'}, doc='Kind of the timer.'),
    F('pad', '', 34, 6, 'raw', 6, role='padding', doc='Padding the compiler adds.'),
    F('timer', 'timer', 40, 8, 'raw', 8, role='kernel', doc='Pointer to the timer in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_idletimer_1', 48, TargetIdletimer1, (
    F('timeout', 'timeout', 0, 4, 'u', 4, doc='Seconds of silence before the timer reports.'),
    F('label', 'label', 4, 28, 'strz', 28, doc='Name of the timer, one for the whole machine.'),
    F('send_nl_msg', 'send_nl_msg', 32, 1, 'u', 1, doc='Used by Android only, must be 0.'),
    F('timer_type', 'timer_type', 33, 1, 'u', 1, symbols={0: 'normal', 1: 'alarm'}, doc='Kind of the timer.'),
    F('pad', '', 34, 6, 'raw', 6, role='padding', doc='Padding the compiler adds.'),
    F('timer', 'timer', 40, 4, 'raw', 4, role='kernel', doc='Pointer to the timer in the kernel, aligned to 8 bytes on every machine.'),
    F('pad_end', '', 44, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
