"""Layout of match_physdev_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b978eec6c925651992dc309e815b86c01b0337e448a7c20bc0360f383639a79b"


class MatchPhysdev0(NamedTuple):
    """Bridge port match, revision 0 (struct xt_physdev_info)"""

    physindev: bytes
    in_mask: bytes
    physoutdev: bytes
    out_mask: bytes
    invert: int
    bitmask: int


LP64 = L('match_physdev_0', 66, MatchPhysdev0, (
    F('physindev', 'physindev', 0, 16, 'strz', 16, doc='Name of the port in, with + at its end for a prefix.'),
    F('in_mask', 'in_mask', 16, 16, 'raw', 16, doc='Bits of that name that are compared.'),
    F('physoutdev', 'physoutdev', 32, 16, 'strz', 16, doc='Name of the port out, with + at its end for a prefix.'),
    F('out_mask', 'out_mask', 48, 16, 'raw', 16, doc='Bits of that name that are compared.'),
    F('invert', 'invert', 64, 1, 'u', 1, symbols={1: 'IN', 2: 'OUT', 4: 'BRIDGED', 8: 'ISIN', 16: 'ISOUT'}, is_flags=True, doc='Which of the tests are inverted.'),
    F('bitmask', 'bitmask', 65, 1, 'u', 1, symbols={1: 'IN', 2: 'OUT', 4: 'BRIDGED', 8: 'ISIN', 16: 'ISOUT'}, is_flags=True, doc='Which tests are made.'),
))

I386 = LP64

ILP32 = LP64
