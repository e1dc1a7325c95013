"""Layout of target_mark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "a6225214fb6ffb26b71f826d793fd94efba60156ea67c985017a8cc0209c3216"


class TargetMark0(NamedTuple):
    """MARK target, revision 0 (struct xt_mark_target_info)"""

    mark: int


LP64 = L('target_mark_0', 8, TargetMark0, (
    F('mark', 'mark', 0, 8, 'u', 8, doc='The mark.'),
))

I386 = L('target_mark_0', 4, TargetMark0, (
    F('mark', 'mark', 0, 4, 'u', 4, doc='The mark.'),
))

ILP32 = I386
