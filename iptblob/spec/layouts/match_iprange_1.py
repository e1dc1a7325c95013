"""Layout of match_iprange_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "95c680c6fd4d822ddd6852b7db6c71b9566d7a17f3320b982f1883d93975be69"


class MatchIprange1(NamedTuple):
    """Address range match, revision 1 (struct xt_iprange_mtinfo)"""

    src_min: bytes
    src_max: bytes
    dst_min: bytes
    dst_max: bytes
    flags: int


LP64 = L('match_iprange_1', 68, MatchIprange1, (
    F('src_min', 'src_min', 0, 16, 'raw', 16, doc='Lowest source address; IPv4 uses the first four bytes.'),
    F('src_max', 'src_max', 16, 16, 'raw', 16, doc='Highest source address.'),
    F('dst_min', 'dst_min', 32, 16, 'raw', 16, doc='Lowest destination address.'),
    F('dst_max', 'dst_max', 48, 16, 'raw', 16, doc='Highest destination address.'),
    F('flags', 'flags', 64, 1, 'u', 1, symbols={1: 'SRC', 2: 'DST', 16: 'SRC_INV', 32: 'DST_INV'}, is_flags=True, doc='Tests that are made, and inverted.'),
    F('pad1', '', 65, 3, 'raw', 3, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
