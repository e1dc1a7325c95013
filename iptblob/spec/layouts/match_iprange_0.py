"""Layout of match_iprange_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "2cdba56f42c33c4c2b51b94944f88370bdf5524cf4f1319ecd51c712ce103696"


class MatchIprange0(NamedTuple):
    """Address range match, revision 0 (struct ipt_iprange_info)"""

    src_min: bytes
    src_max: bytes
    dst_min: bytes
    dst_max: bytes
    flags: int


LP64 = L('match_iprange_0', 20, MatchIprange0, (
    F('src_min', 'src.min_ip', 0, 4, 'raw', 4, doc='Lowest source address.'),
    F('src_max', 'src.max_ip', 4, 4, 'raw', 4, doc='Highest source address.'),
    F('dst_min', 'dst.min_ip', 8, 4, 'raw', 4, doc='Lowest destination address.'),
    F('dst_max', 'dst.max_ip', 12, 4, 'raw', 4, doc='Highest destination address.'),
    F('flags', 'flags', 16, 1, 'u', 1, symbols={1: 'SRC', 2: 'DST', 16: 'SRC_INV', 32: 'DST_INV'}, is_flags=True, doc='Tests that are made, and inverted.'),
    F('pad1', '', 17, 3, 'raw', 3, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
