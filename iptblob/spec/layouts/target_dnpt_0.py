"""Layout of target_dnpt_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "c365cd781b7b72d8453e08728ead119e25231c6ce90be12c4d1734d642cd6841"


class TargetDnpt0(NamedTuple):
    """DNPT target (struct ip6t_npt_tginfo)"""

    src_pfx: bytes
    dst_pfx: bytes
    src_pfx_len: int
    dst_pfx_len: int
    adjustment: bytes


LP64 = L('target_dnpt_0', 36, TargetDnpt0, (
    F('src_pfx', 'src_pfx', 0, 16, 'raw', 16, doc='Prefix to be replaced.'),
    F('dst_pfx', 'dst_pfx', 16, 16, 'raw', 16, doc='Prefix to put in its place.'),
    F('src_pfx_len', 'src_pfx_len', 32, 1, 'u', 1, doc='Length of the first prefix, at most 64.'),
    F('dst_pfx_len', 'dst_pfx_len', 33, 1, 'u', 1, doc='Length of the second prefix, at most 64.'),
    F('adjustment', 'adjustment', 34, 2, 'raw', 2, role='kernel', doc='Checksum difference the kernel computed.'),
))

I386 = LP64

ILP32 = LP64
