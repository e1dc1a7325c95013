"""Layout of target_standard_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "3b332ab06a8fc95f837ab16b6eec4d42f8eadedd694cb228dce5e992a22dd584"


class TargetStandard0(NamedTuple):
    """Standard target (struct xt_standard_target)"""

    verdict: int


LP64 = L('target_standard_0', 4, TargetStandard0, (
    F('verdict', 'verdict', 0, 4, 's', 4, doc='Offset to go on at, or minus verdict minus one.'),
))

I386 = LP64

ILP32 = LP64
