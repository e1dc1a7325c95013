"""Layout of match_payload, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d7e3aa999ffe41a591615d90228a497ef5f9ba58402ead8782e34a720695fa3e"


class MatchPayload(NamedTuple):
    """Payload of a match by name, revision and family"""



LP64 = L('match_payload', 0, MatchPayload, (
))

I386 = LP64

ILP32 = LP64
