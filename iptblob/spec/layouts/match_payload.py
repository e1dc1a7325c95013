"""Layout of match_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e08391cd4d7e5f3ed9d771e85226bc2cb9ec7d50dd902a232a4b4133fbc353d4"


class MatchPayload(NamedTuple):
    """Payload of a match by name, revision and family"""



LP64 = L('match_payload', 0, MatchPayload, (
))

I386 = LP64

ILP32 = LP64
