"""Layout of match_ipv6header_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b317121081abed053b081189e374615d00704a4aff083a22df0e1d3f17c93182"


class MatchIpv6header0(NamedTuple):
    """IPv6 extension headers match (struct ip6t_ipv6header_info)"""

    matchflags: int
    invflags: int
    modeflag: int


LP64 = L('match_ipv6header_0', 3, MatchIpv6header0, (
    F('matchflags', 'matchflags', 0, 1, 'u', 1, symbols={128: 'HOPOPTS', 64: 'DSTOPTS', 32: 'ROUTING', 16: 'FRAGMENT', 8: 'AH', 4: 'ESP', 2: 'NONE', 1: 'PROTO'}, is_flags=True, doc='Headers that are looked for.'),
    F('invflags', 'invflags', 1, 1, 'u', 1, doc='Headers that must be absent, where modeflag is set. Without it the kernel takes 0 and 0xff only, and any other value than 0 inverts the whole test.'),
    F('modeflag', 'modeflag', 2, 1, 'u', 1, doc='Non-zero lets other headers be there too (soft); 0 asks for exactly these headers.'),
))

I386 = LP64

ILP32 = LP64
