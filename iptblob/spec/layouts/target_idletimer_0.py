"""Layout of target_idletimer_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5847a01119202beadd921d63a13ad93ba715c1165aedf6712157df32f1483fc6"


class TargetIdletimer0(NamedTuple):
    """IDLETIMER target, revision 0 (struct idletimer_tg_info)"""

    timeout: int
    label: bytes
    timer: bytes


LP64 = L('target_idletimer_0', 40, TargetIdletimer0, (
    F('timeout', 'timeout', 0, 4, 'u', 4, doc='Seconds of silence before the timer reports.'),
    F('label', 'label', 4, 28, 'strz', 28, doc='Name of the timer, one for the whole machine.'),
    F('timer', 'timer', 32, 8, 'raw', 8, role='kernel', doc='Pointer to the timer in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_idletimer_0', 40, TargetIdletimer0, (
    F('timeout', 'timeout', 0, 4, 'u', 4, doc='Seconds of silence before the timer reports.'),
    F('label', 'label', 4, 28, 'strz', 28, doc='Name of the timer, one for the whole machine.'),
    F('timer', 'timer', 32, 4, 'raw', 4, role='kernel', doc='Pointer to the timer in the kernel, aligned to 8 bytes on every machine.'),
    F('pad_end', '', 36, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
