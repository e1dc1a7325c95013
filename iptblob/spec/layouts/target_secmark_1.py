"""Layout of target_secmark_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "eaa951f851b11eac5a2b4221c38d5d9cfefe013ae6adeb9bcd40214ea9ea147a"


class TargetSecmark1(NamedTuple):
    """SECMARK target, revision 1 (struct xt_secmark_target_info_v1)"""

    mode: int
    secctx: bytes
    secid: int


LP64 = L('target_secmark_1', 264, TargetSecmark1, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={1: 'selinux'}, doc='Security module the context belongs to.'),
    F('secctx', 'secctx', 1, 256, 'strz', 256, doc='Security context.'),
    F('pad', '', 257, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
    F('secid', 'secid', 260, 4, 'u', 4, role='kernel', doc='Number of the context in the running kernel.'),
))

I386 = LP64

ILP32 = LP64
