"""Layout of target_tos_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "2bd7b69094aaa41500d80d25d2dfaff2deac15f20903b665fc840e04a0757673"


class TargetTos0(NamedTuple):
    """TOS target, revision 0 (struct ipt_tos_target_info)"""

    tos: int


LP64 = L('target_tos_0', 1, TargetTos0, (
    F('tos', 'tos', 0, 1, 'u', 1, doc='New value.'),
))

I386 = LP64

ILP32 = LP64
