"""Layout of target_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "54e2c0baf009fd29832ec2d814b015fea4f488d0d2fd38efb1d7a44264ab7680"


class TargetPayload(NamedTuple):
    """Payload of a target by name, revision and family"""



LP64 = L('target_payload', 0, TargetPayload, (
))

I386 = LP64

ILP32 = LP64
