"""Layout of match_socket_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "360cb21bd1c2d71c515fd00b4d8bd39594ad7e363d5a4d4d9e5ad7e9e6ee3ab0"


class MatchSocket2(NamedTuple):
    """Socket match, revision 2 (struct xt_socket_mtinfo2)"""

    flags: int


LP64 = L('match_socket_2', 1, MatchSocket2, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'TRANSPARENT', 2: 'NOWILDCARD'}, is_flags=True, doc='Which sockets are meant.'),
))

I386 = LP64

ILP32 = LP64
