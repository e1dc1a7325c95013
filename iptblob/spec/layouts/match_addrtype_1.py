"""Layout of match_addrtype_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6a3ce72657061153657c090463db0b91a19376537f753aeabaf560127668c024"


class MatchAddrtype1(NamedTuple):
    """Address type match, revision 1 (struct xt_addrtype_info_v1)"""

    source: int
    dest: int
    flags: int


LP64 = L('match_addrtype_1', 8, MatchAddrtype1, (
    F('source', 'source', 0, 2, 'u', 2, symbols={1: 'UNSPEC', 2: 'UNICAST', 4: 'LOCAL', 8: 'BROADCAST', 16: 'ANYCAST', 32: 'MULTICAST', 64: 'BLACKHOLE', 128: 'UNREACHABLE', 256: 'PROHIBIT', 512: 'THROW', 1024: 'NAT', 2048: 'XRESOLVE'}, is_flags=True, doc='Types of source address that match, 0 for any.'),
    F('dest', 'dest', 2, 2, 'u', 2, symbols={1: 'UNSPEC', 2: 'UNICAST', 4: 'LOCAL', 8: 'BROADCAST', 16: 'ANYCAST', 32: 'MULTICAST', 64: 'BLACKHOLE', 128: 'UNREACHABLE', 256: 'PROHIBIT', 512: 'THROW', 1024: 'NAT', 2048: 'XRESOLVE'}, is_flags=True, doc='Types of destination address that match, 0 for any.'),
    F('flags', 'flags', 4, 4, 'u', 4, symbols={1: 'INVERT_SOURCE', 2: 'INVERT_DEST', 4: 'LIMIT_IFACE_IN', 8: 'LIMIT_IFACE_OUT'}, is_flags=True, doc='Inversions, and the interface the type is looked up for.'),
))

I386 = LP64

ILP32 = LP64
