"""Layout of target_tcpmss_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "87f1aca8e6945e26bd40b95e2c63d3778a6b3c44eb596ef7b5b9ac4115a10e84"


class TargetTcpmss0(NamedTuple):
    """TCPMSS target (struct xt_tcpmss_info)"""

    mss: int


LP64 = L('target_tcpmss_0', 2, TargetTcpmss0, (
    F('mss', 'mss', 0, 2, 'u', 2, doc='New value, 65535 for what fits the path.'),
))

I386 = LP64

ILP32 = LP64
