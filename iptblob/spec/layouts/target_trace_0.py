"""Layout of target_trace_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "796c44918f9ae5c395bc7e34785b84878710a43d9376534a92136f6691909bb1"


class TargetTrace0(NamedTuple):
    """TRACE target (no payload)"""



LP64 = L('target_trace_0', 0, TargetTrace0, (
))

I386 = LP64

ILP32 = LP64
