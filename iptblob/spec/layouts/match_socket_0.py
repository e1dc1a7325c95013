"""Layout of match_socket_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8b86d4c0d66f69006175c5942493a5c02146d11d6df5e8c071f4ccd84b09a74c"


class MatchSocket0(NamedTuple):
    """Socket match, revision 0 (no payload)"""



LP64 = L('match_socket_0', 0, MatchSocket0, (
))

I386 = LP64

ILP32 = LP64
