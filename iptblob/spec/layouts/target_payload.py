"""Layout of target_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "0319b79957d4aeabbceda0a1a849908afc6b01e137af9d00b436cc2b81f85a9d"


class TargetPayload(NamedTuple):
    """Payload of a target by name, revision and family"""



LP64 = L('target_payload', 0, TargetPayload, (
))

I386 = LP64

ILP32 = LP64
