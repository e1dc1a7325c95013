"""Layout of match_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1c92d60066b7cafc3b941309d7eaff8eeac0dcd559291767044115f791f4643f"


class MatchPayload(NamedTuple):
    """Payload of a match by name, revision and family"""



LP64 = L('match_payload', 0, MatchPayload, (
))

I386 = LP64

ILP32 = LP64
