"""Layout of match_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "76fa700d9b0a3cac3f12b4696ef7c0902a33aad297751d53f0fc374f28940d48"


class MatchPayload(NamedTuple):
    """Payload of a match by name, revision and family"""



LP64 = L('match_payload', 0, MatchPayload, (
))

I386 = LP64

ILP32 = LP64
