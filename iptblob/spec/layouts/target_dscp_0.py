"""Layout of target_dscp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "263d0c05213d7213ba885746c25ab2fdce81607e4b32ab65c936d992f6af2717"


class TargetDscp0(NamedTuple):
    """DSCP target (struct xt_DSCP_info)"""

    dscp: int


LP64 = L('target_dscp_0', 1, TargetDscp0, (
    F('dscp', 'dscp', 0, 1, 'u', 1, doc='Code point, 0 to 63.'),
))

I386 = LP64

ILP32 = LP64
