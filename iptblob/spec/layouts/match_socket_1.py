"""Layout of match_socket_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1fa027475b828d0721ff39529eb2dc39644d8295b6111d829f6c58eca54ee782"


class MatchSocket1(NamedTuple):
    """Socket match, revision 1 (struct xt_socket_mtinfo1)"""

    flags: int


LP64 = L('match_socket_1', 1, MatchSocket1, (
    F('flags', 'flags', 0, 1, 'u', 1, symbols={1: 'TRANSPARENT'}, is_flags=True, doc='Which sockets are meant, and what is done with the mark.'),
))

I386 = LP64

ILP32 = LP64
