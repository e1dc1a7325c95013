"""Layout of target_set_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8cd8617790f4c51a5b967a968f840a592611fb010d9360303d1088194fd0c36a"


class TargetSet0SetInfoV0(NamedTuple):
    """set_info_v0 of SET target, revision 0 (struct xt_set_info_target_v0)"""

    set_index: int
    flags: list[int]


class TargetSet0(NamedTuple):
    """SET target, revision 0 (struct xt_set_info_target_v0)"""

    add_set: TargetSet0SetInfoV0
    del_set: TargetSet0SetInfoV0


LP64 = L('target_set_0', 64, TargetSet0, (
    F('add_set', 'add_set', 0, 32, 'struct', 32, doc='Set the packet is added to.', struct=L('set_info_v0', 32, TargetSet0SetInfoV0, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('pad', '', 2, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('flags', 'u.flags', 4, 28, 'u', 4, count=7, doc='Per dimension 1 for source and 2 for destination; the kernel writes dimension and flags of revision 1 into the last one.'),
))),
    F('del_set', 'del_set', 32, 32, 'struct', 32, doc='Set the packet is deleted from.', struct=L('set_info_v0', 32, TargetSet0SetInfoV0, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('pad', '', 2, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('flags', 'u.flags', 4, 28, 'u', 4, count=7, doc='Per dimension 1 for source and 2 for destination; the kernel writes dimension and flags of revision 1 into the last one.'),
))),
))

I386 = LP64

ILP32 = LP64
