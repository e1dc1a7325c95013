"""Layout of match_socket_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "aa1c68b99a61e3431ad3192deedb8b6084185d9c37df0922446f451e6eaa2377"


class MatchSocket0(NamedTuple):
    """Socket match, revision 0 (no payload)"""



LP64 = L('match_socket_0', 0, MatchSocket0, (
))

I386 = LP64

ILP32 = LP64
