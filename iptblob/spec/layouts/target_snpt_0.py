"""Layout of target_snpt_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "c1987113f80647ce31d09601e9b04dd248ae723ebc2f31b94872d1571acf158b"


class TargetSnpt0(NamedTuple):
    """SNPT target (struct ip6t_npt_tginfo)"""

    src_pfx: bytes
    dst_pfx: bytes
    src_pfx_len: int
    dst_pfx_len: int
    adjustment: bytes


LP64 = L('target_snpt_0', 36, TargetSnpt0, (
    F('src_pfx', 'src_pfx', 0, 16, 'raw', 16, doc='Prefix to be replaced.'),
    F('dst_pfx', 'dst_pfx', 16, 16, 'raw', 16, doc='Prefix to put in its place.'),
    F('src_pfx_len', 'src_pfx_len', 32, 1, 'u', 1, doc='Length of the first prefix, at most 64.'),
    F('dst_pfx_len', 'dst_pfx_len', 33, 1, 'u', 1, doc='Length of the second prefix, at most 64.'),
    F('adjustment', 'adjustment', 34, 2, 'raw', 2, role='kernel', doc='Checksum difference the kernel computed.'),
))

I386 = LP64

ILP32 = LP64
