"""Layout of match_socket_3, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f014da8af49de20d13446ce6a93fd5bc8767d3a07083aba126077e2c9d0fdc52"


class MatchSocket3(NamedTuple):
    """Socket match, revision 3 (struct xt_socket_mtinfo3)"""

    flags: int


LP64 = L('match_socket_3', 1, MatchSocket3, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'TRANSPARENT', 2: 'NOWILDCARD', 4: 'RESTORESKMARK'}, is_flags=True, doc='Which sockets are meant, and what is done with the mark.'),
))

I386 = LP64

ILP32 = LP64
