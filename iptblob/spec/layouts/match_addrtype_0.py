"""Layout of match_addrtype_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d65196c63e1fb033a4ec4ce50937e4090b2b06b1c457fb2be50888d67838df69"


class MatchAddrtype0(NamedTuple):
    """Address type match, revision 0 (struct xt_addrtype_info)"""

    source: int
    dest: int
    invert_source: int
    invert_dest: int


LP64 = L('match_addrtype_0', 12, MatchAddrtype0, (
    F('source', 'source', 0, 2, 'u', 2, symbols={1: 'UNSPEC', 2: 'UNICAST', 4: 'LOCAL', 8: 'BROADCAST', 16: 'ANYCAST', 32: 'MULTICAST', 64: 'BLACKHOLE', 128: 'UNREACHABLE', 256: 'PROHIBIT', 512: 'THROW', 1024: 'NAT', 2048: 'XRESOLVE'}, is_flags=True, doc='Types of source address that match, 0 for any.'),
    F('dest', 'dest', 2, 2, 'u', 2, symbols={1: 'UNSPEC', 2: 'UNICAST', 4: 'LOCAL', 8: 'BROADCAST', 16: 'ANYCAST', 32: 'MULTICAST', 64: 'BLACKHOLE', 128: 'UNREACHABLE', 256: 'PROHIBIT', 512: 'THROW', 1024: 'NAT', 2048: 'XRESOLVE'}, is_flags=True, doc='Types of destination address that match, 0 for any.'),
    F('invert_source', 'invert_source', 4, 4, 'u', 4, doc='Non-zero inverts the test of the source.'),
    F('invert_dest', 'invert_dest', 8, 4, 'u', 4, doc='Non-zero inverts the test of the destination.'),
))

I386 = LP64

ILP32 = LP64
