"""Layout of match_devgroup_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "1e39c98dc215e1b48873a9dcdbde0891c2b9f95b77a01da4b2c9462390d329a2"


class MatchDevgroup0(NamedTuple):
    """Device group match (struct xt_devgroup_info)"""

    flags: int
    src_group: int
    src_mask: int
    dst_group: int
    dst_mask: int


LP64 = L('match_devgroup_0', 20, MatchDevgroup0, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'MATCH_SRC', 2: 'INVERT_SRC', 4: 'MATCH_DST', 8: 'INVERT_DST'}, is_flags=True, doc='Tests that are made, and inverted.'),
    F('src_group', 'src_group', 4, 4, 'u', 4, doc='Group of the incoming interface.'),
    F('src_mask', 'src_mask', 8, 4, 'u', 4, doc='Bits of it that are compared.'),
    F('dst_group', 'dst_group', 12, 4, 'u', 4, doc='Group of the outgoing interface.'),
    F('dst_mask', 'dst_mask', 16, 4, 'u', 4, doc='Bits of it that are compared.'),
))

I386 = LP64

ILP32 = LP64
