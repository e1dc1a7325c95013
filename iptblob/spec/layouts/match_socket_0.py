"""Layout of match_socket_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "908228341cbec853b02d59cc7f49e32ede89d7278e0dbc4dbdaa03fff003f5ea"


class MatchSocket0(NamedTuple):
    """Socket match, revision 0 (no payload)"""



LP64 = L('match_socket_0', 0, MatchSocket0, (
))

I386 = LP64

ILP32 = LP64
