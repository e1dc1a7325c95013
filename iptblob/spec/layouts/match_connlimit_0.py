"""Layout of match_connlimit_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b8c75b034995807921efcde43c88c3f8ead8978f63c4fd25bb8b9020dcfd13f0"


class MatchConnlimit0(NamedTuple):
    """Connection limit match, revision 0 (struct xt_connlimit_info)"""

    mask: bytes
    limit: int
    flags: int
    data: bytes


LP64 = L('match_connlimit_0', 32, MatchConnlimit0, (
    F('mask', 'mask', 0, 16, 'raw', 16, doc='Mask that addresses are put together by, in network order; IPv4 uses the first four bytes.'),
    F('limit', 'limit', 16, 4, 'u', 4, doc='Number of connections that is compared with.'),
    F('flags', 'flags', 20, 4, 'u', 4, symbols={1: 'INVERT'}, is_flags=True, doc='Inversion (up to the limit, instead of above it).'),
    F('data', 'data', 24, 8, 'raw', 8, role='kernel', doc='The counters. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_connlimit_0', 32, MatchConnlimit0, (
    F('mask', 'mask', 0, 16, 'raw', 16, doc='Mask that addresses are put together by, in network order; IPv4 uses the first four bytes.'),
    F('limit', 'limit', 16, 4, 'u', 4, doc='Number of connections that is compared with.'),
    F('flags', 'flags', 20, 4, 'u', 4, symbols={1: 'INVERT'}, is_flags=True, doc='Inversion (up to the limit, instead of above it).'),
    F('data', 'data', 24, 4, 'raw', 4, role='kernel', doc='The counters. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad1', '', 28, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
