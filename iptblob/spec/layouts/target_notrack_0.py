"""Layout of target_notrack_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "28aa3bb3983565fda860ca1e32a065aa2f0731f3f770ed3259649641136a7722"


class TargetNotrack0(NamedTuple):
    """NOTRACK target (no payload)"""



LP64 = L('target_notrack_0', 0, TargetNotrack0, (
))

I386 = LP64

ILP32 = LP64
