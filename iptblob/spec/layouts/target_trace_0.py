"""Layout of target_trace_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e541263404aebe1252aa9ae9fbf1b267031fc61b87039a53bcdfae6d3043b34d"


class TargetTrace0(NamedTuple):
    """TRACE target (no payload)"""



LP64 = L('target_trace_0', 0, TargetTrace0, (
))

I386 = LP64

ILP32 = LP64
