"""Layout of match_quota_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "ef61aa7c67d9551286f4ddf9a248033fca8bf06b80eb82503d1cfecd21db6d3f"


class MatchQuota0(NamedTuple):
    """Byte quota match, revision 0 (struct xt_quota_info)"""

    flags: int
    reserved: int
    quota: int
    master: bytes


LP64 = L('match_quota_0', 24, MatchQuota0, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'INVERT'}, is_flags=True, doc='Whether the test is inverted.'),
    F('reserved', 'pad', 4, 4, 'u', 4, doc='Never read.'),
    F('quota', 'quota', 8, 8, 'u', 8, doc='The quota in bytes.'),
    F('master', 'master', 16, 8, 'raw', 8, role='kernel', doc='Kernel address of what is left.'),
))

I386 = L('match_quota_0', 24, MatchQuota0, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'INVERT'}, is_flags=True, doc='Whether the test is inverted.'),
    F('reserved', 'pad', 4, 4, 'u', 4, doc='Never read.'),
    F('quota', 'quota', 8, 8, 'u', 8, doc='The quota in bytes.'),
    F('master', 'master', 16, 4, 'raw', 4, role='kernel', doc='Kernel address of what is left.'),
    F('pad', '', 20, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
