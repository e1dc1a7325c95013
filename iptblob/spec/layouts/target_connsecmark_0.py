"""Layout of target_connsecmark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1f55f94b0847c24301477c9a9eae98a017ff7816b94e0c809b51fabdb1f422d7"


class TargetConnsecmark0(NamedTuple):
    """CONNSECMARK target (struct xt_connsecmark_target_info)"""

    mode: int


LP64 = L('target_connsecmark_0', 1, TargetConnsecmark0, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={1: 'save', 2: 'restore'}, doc='Which way it is copied.'),
))

I386 = LP64

ILP32 = LP64
