"""Layout of target_mark_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6d9eb2cb5f2db7f0f0f00d2d3d061a57d4ed428332c5624f0813162bd2f51e20"


class TargetMark2(NamedTuple):
    """MARK target, revision 2 (struct xt_mark_tginfo2)"""

    mark: int
    mask: int


LP64 = L('target_mark_2', 8, TargetMark2, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='Bits that are flipped.'),
    F('mask', 'mask', 4, 4, 'u', 4, doc='Bits that are cleared first.'),
))

I386 = LP64

ILP32 = LP64
