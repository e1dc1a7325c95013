"""Layout of match_owner_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "908ecc8074f59708a3fbd7050177e94fcfb6299652a206b839c95ac1f71945b7"


class MatchOwner1(NamedTuple):
    """Owner match, revision 1 (struct xt_owner_match_info)"""

    uid_min: int
    uid_max: int
    gid_min: int
    gid_max: int
    match: int
    invert: int


LP64 = L('match_owner_1', 20, MatchOwner1, (
    F('uid_min', 'uid_min', 0, 4, 'u', 4, doc='First user id.'),
    F('uid_max', 'uid_max', 4, 4, 'u', 4, doc='Last user id.'),
    F('gid_min', 'gid_min', 8, 4, 'u', 4, doc='First group id.'),
    F('gid_max', 'gid_max', 12, 4, 'u', 4, doc='Last group id.'),
    F('match', 'match', 16, 1, 'u', 1, symbols={1: 'UID', 2: 'GID', 4: 'SOCKET', 8: 'SUPPL_GROUPS'}, is_flags=True, doc='Which tests are made.'),
    F('invert', 'invert', 17, 1, 'u', 1, symbols={1: 'UID', 2: 'GID', 4: 'SOCKET', 8: 'SUPPL_GROUPS'}, is_flags=True, doc='Which of them are inverted.'),
    F('pad', '', 18, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
