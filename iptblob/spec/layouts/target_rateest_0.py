"""Layout of target_rateest_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "06ce9ec79f927b892ee7b805e50709049871adb509645256cffdc11641e401c9"


class TargetRateest0(NamedTuple):
    """RATEEST target (struct xt_rateest_target_info)"""

    name: bytes
    interval: int
    ewma_log: int
    est: bytes


LP64 = L('target_rateest_0', 32, TargetRateest0, (
    F('name', 'name', 0, 16, 'strz', 16, doc='Name of the estimator.'),
    F('interval', 'interval', 16, 1, 's', 1, doc='Interval of measuring, 250 ms times 2 to the power of this plus 2.'),
    F('ewma_log', 'ewma_log', 17, 1, 'u', 1, doc='Averaging constant, as a power of two.'),
    F('pad', '', 18, 6, 'raw', 6, role='padding', doc='Padding the compiler adds.'),
    F('est', 'est', 24, 8, 'raw', 8, role='kernel', doc='Pointer to the estimator in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_rateest_0', 32, TargetRateest0, (
    F('name', 'name', 0, 16, 'strz', 16, doc='Name of the estimator.'),
    F('interval', 'interval', 16, 1, 's', 1, doc='Interval of measuring, 250 ms times 2 to the power of this plus 2.'),
    F('ewma_log', 'ewma_log', 17, 1, 'u', 1, doc='Averaging constant, as a power of two.'),
    F('pad', '', 18, 6, 'raw', 6, role='padding', doc='Padding the compiler adds.'),
    F('est', 'est', 24, 4, 'raw', 4, role='kernel', doc='Pointer to the estimator in the kernel, aligned to 8 bytes on every machine.'),
    F('pad_end', '', 28, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
