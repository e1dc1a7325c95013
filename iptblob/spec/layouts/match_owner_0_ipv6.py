"""Layout of match_owner_0_ipv6, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5c4c883562530a957c0a783e42933519bb7b569c6c7cfe32b0d348725dae5907"


class MatchOwner0Ipv6(NamedTuple):
    """Owner match, revision 0 (struct ip6t_owner_info)"""

    uid: int
    gid: int
    pid: int
    sid: int
    match: int
    invert: int


LP64 = L('match_owner_0_ipv6', 20, MatchOwner0Ipv6, (
    F('uid', 'uid', 0, 4, 'u', 4, doc='User id.'),
    F('gid', 'gid', 4, 4, 'u', 4, doc='Group id.'),
    F('pid', 'pid', 8, 4, 's', 4, doc='Process id.'),
    F('sid', 'sid', 12, 4, 's', 4, doc='Session id.'),
    F('match', 'match', 16, 1, 'u', 1, symbols={1: 'UID', 2: 'GID', 4: 'PID', 8: 'SID'}, is_flags=True, doc='Which tests are made.'),
    F('invert', 'invert', 17, 1, 'u', 1, symbols={1: 'UID', 2: 'GID', 4: 'PID', 8: 'SID'}, is_flags=True, doc='Which of them are inverted.'),
    F('pad', '', 18, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
