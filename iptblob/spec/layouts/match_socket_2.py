"""Layout of match_socket_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f498af186e3f6c12cdfab9fa514c8877833efaf087ca201f6e2a48a9da339283"


class MatchSocket2(NamedTuple):
    """Socket match, revision 2 (struct xt_socket_mtinfo2)"""

    flags: int


LP64 = L('match_socket_2', 1, MatchSocket2, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'TRANSPARENT', 2: 'NOWILDCARD'}, is_flags=True, doc='Which sockets are meant, and what is done with the mark.'),
))

I386 = LP64

ILP32 = LP64
