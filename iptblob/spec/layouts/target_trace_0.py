"""Layout of target_trace_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "ac8661b323118cea9f420613cfeef43f19fd095f5e113dd596ce56ca688e1fd0"


class TargetTrace0(NamedTuple):
    """TRACE target (no payload)"""



LP64 = L('target_trace_0', 0, TargetTrace0, (
))

I386 = LP64

ILP32 = LP64
