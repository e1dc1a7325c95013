"""Layout of target_notrack_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b0a42a54de7a18ba7c07189d893d37678a889629193b0162ea5d140f2fbe4c2b"


class TargetNotrack0(NamedTuple):
    """NOTRACK target (no payload)"""



LP64 = L('target_notrack_0', 0, TargetNotrack0, (
))

I386 = LP64

ILP32 = LP64
