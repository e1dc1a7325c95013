"""Layout of match_socket_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1d9049eda114e6190a8f733d2dd7ffde9f8445f11e3d1f6c1c16444f92b7655c"


class MatchSocket1(NamedTuple):
    """Socket match, revision 1 (struct xt_socket_mtinfo1)"""

    flags: int


LP64 = L('match_socket_1', 1, MatchSocket1, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'TRANSPARENT'}, is_flags=True, doc='Which sockets are meant.'),
))

I386 = LP64

ILP32 = LP64
