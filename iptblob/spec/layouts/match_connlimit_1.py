"""Layout of match_connlimit_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6159ac8e590b083117de8cef11d023d6cd731142e119c27cc1ee777ed8761ddc"


class MatchConnlimit1(NamedTuple):
    """Connection limit match, revision 1 (struct xt_connlimit_info)"""

    mask: bytes
    limit: int
    flags: int
    data: bytes


LP64 = L('match_connlimit_1', 32, MatchConnlimit1, (
    F('mask', 'mask', 0, 16, 'raw', 16, doc='Mask that addresses are put together by, in network order; IPv4 uses the first four bytes.'),
    F('limit', 'limit', 16, 4, 'u', 4, doc='Number of connections that is compared with.'),
    F('flags', 'flags', 20, 4, 'u', 4, symbols={1: 'INVERT', 2: 'DADDR'}, is_flags=True, doc='Inversion (up to the limit, instead of above it), and which address is counted.'),
    F('data', 'data', 24, 8, 'raw', 8, role='kernel', doc='The counters. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_connlimit_1', 32, MatchConnlimit1, (
    F('mask', 'mask', 0, 16, 'raw', 16, doc='Mask that addresses are put together by, in network order; IPv4 uses the first four bytes.'),
    F('limit', 'limit', 16, 4, 'u', 4, doc='Number of connections that is compared with.'),
    F('flags', 'flags', 20, 4, 'u', 4, symbols={1: 'INVERT', 2: 'DADDR'}, is_flags=True, doc='Inversion (up to the limit, instead of above it), and which address is counted.'),
    F('data', 'data', 24, 4, 'raw', 4, role='kernel', doc='The counters. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad1', '', 28, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
