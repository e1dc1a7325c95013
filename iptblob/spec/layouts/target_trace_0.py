"""Layout of target_trace_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "781ff8075f5e1dccc438b7c5ff462a77e5b070aa07d77d8f1c8d80087c79c487"


class TargetTrace0(NamedTuple):
    """TRACE target (no payload)"""



LP64 = L('target_trace_0', 0, TargetTrace0, (
))

I386 = LP64

ILP32 = LP64
