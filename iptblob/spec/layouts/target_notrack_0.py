"""Layout of target_notrack_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "ee5538bcf19d6781c829168a8b4603206bf72d226a50a8dd109e05df20ffd7ba"


class TargetNotrack0(NamedTuple):
    """NOTRACK target (no payload)"""



LP64 = L('target_notrack_0', 0, TargetNotrack0, (
))

I386 = LP64

ILP32 = LP64
