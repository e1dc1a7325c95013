"""Layout of match_owner_0_ipv4, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "55ee7353da5a6e68dde915dfd31cd5fbbabbb0d2317cea494f45a7775b0e059e"


class MatchOwner0Ipv4(NamedTuple):
    """Owner match, revision 0 (struct ipt_owner_info)"""

    uid: int
    gid: int
    pid: int
    sid: int
    comm: bytes
    match: int
    invert: int


LP64 = L('match_owner_0_ipv4', 36, MatchOwner0Ipv4, (
    F('uid', 'uid', 0, 4, 'u', 4, doc='User id.'),
    F('gid', 'gid', 4, 4, 'u', 4, doc='Group id.'),
    F('pid', 'pid', 8, 4, 's', 4, doc='Process id.'),
    F('sid', 'sid', 12, 4, 's', 4, doc='Session id.'),
    F('comm', 'comm', 16, 16, 'strz', 16, doc='Name of the command.'),
    F('match', 'match', 32, 1, 'u', 1, symbols={1: 'UID', 2: 'GID', 4: 'PID', 8: 'SID', 16: 'COMM'}, is_flags=True, doc='Which tests are made.'),
    F('invert', 'invert', 33, 1, 'u', 1, symbols={1: 'UID', 2: 'GID', 4: 'PID', 8: 'SID', 16: 'COMM'}, is_flags=True, doc='Which of them are inverted.'),
    F('pad', '', 34, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
