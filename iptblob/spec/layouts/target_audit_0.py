"""Layout of target_audit_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "015dcd99fbabb34874f9ad56019b86b3ec7f4ef6aea112e746181a98c9474b7a"


class TargetAudit0(NamedTuple):
    """AUDIT target (struct xt_audit_info)"""

    type: int


LP64 = L('target_audit_0', 1, TargetAudit0, (
    F('type', 'type', 0, 1, 'u', 1, symbols={0: 'accept', 1: 'drop', 2: 'reject'}, doc='What the record says happened to the packet.'),
))

I386 = LP64

ILP32 = LP64
