"""Layout of target_secmark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f0b5b0e8bf657fea138b6ca9520e29cd34387d868db9905f80a7f21955aa39c3"


class TargetSecmark0(NamedTuple):
    """SECMARK target, revision 0 (struct xt_secmark_target_info)"""

    mode: int
    secid: int
    secctx: bytes


LP64 = L('target_secmark_0', 264, TargetSecmark0, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={1: 'selinux'}, doc='Security module the context belongs to.'),
    F('pad', '', 1, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
    F('secid', 'secid', 4, 4, 'u', 4, role='state', doc='Number of the context in the running kernel.'),
    F('secctx', 'secctx', 8, 256, 'strz', 256, doc='Security context.'),
))

I386 = LP64

ILP32 = LP64
