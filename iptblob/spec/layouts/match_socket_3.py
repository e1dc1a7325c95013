"""Layout of match_socket_3, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8f9ab7a2df22cd126708c2f1064f725b67603f948510efa653d90edaaa254aa3"


class MatchSocket3(NamedTuple):
    """Socket match, revision 3 (struct xt_socket_mtinfo3)"""

    flags: int


LP64 = L('match_socket_3', 1, MatchSocket3, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'TRANSPARENT', 2: 'NOWILDCARD', 4: 'RESTORESKMARK'}, is_flags=True, doc='Which sockets are meant, and whether the mark of the socket is given to the packet (RESTORESKMARK).'),
))

I386 = LP64

ILP32 = LP64
