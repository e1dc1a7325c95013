"""Layout of target_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "98f702fb15c19569b1b7a25f370abc339d90d1248b7c088a21c58acf5eabde22"


class TargetPayload(NamedTuple):
    """Payload of a target by name, revision and family"""



LP64 = L('target_payload', 0, TargetPayload, (
))

I386 = LP64

ILP32 = LP64
