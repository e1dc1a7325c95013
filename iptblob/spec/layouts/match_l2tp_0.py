"""Layout of match_l2tp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e661e486a1b33334b555d1844c37f7fe334a42ffb15753ccab8c4e6fd1937dfe"


class MatchL2tp0(NamedTuple):
    """L2TP match, revision 0 (struct xt_l2tp_info)"""

    tid: int
    sid: int
    version: int
    type: int
    flags: int


LP64 = L('match_l2tp_0', 12, MatchL2tp0, (
    F('tid', 'tid', 0, 4, 'u', 4, doc='Tunnel id, host order.'),
    F('sid', 'sid', 4, 4, 'u', 4, doc='Session id, host order.'),
    F('version', 'version', 8, 1, 'u', 1, doc='L2TP version, 2 or 3.'),
    F('type', 'type', 9, 1, 'u', 1, symbols={0: 'control', 1: 'data'}, doc='Kind of message.'),
    F('flags', 'flags', 10, 1, 'u', 1, symbols={1: 'TID', 2: 'SID', 4: 'VERSION', 8: 'TYPE'}, is_flags=True, doc='Which of the others are compared.'),
    F('pad', '', 11, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
