"""Layout of target_set_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "0f968dbe8cc86d920a8754bd8dee70265c073627686ca3f8bcd503944d28826b"


class TargetSet1SetInfo(NamedTuple):
    """set_info of SET target, revision 1 (struct xt_set_info_target_v1)"""

    set_index: int
    dim: int
    flags: int


class TargetSet1(NamedTuple):
    """SET target, revision 1 (struct xt_set_info_target_v1)"""

    add_set: TargetSet1SetInfo
    del_set: TargetSet1SetInfo


LP64 = L('target_set_1', 8, TargetSet1, (
    F('add_set', 'add_set', 0, 4, 'struct', 4, doc='Set the packet is added to.', struct=L('set_info', 4, TargetSet1SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
    F('del_set', 'del_set', 4, 4, 'struct', 4, doc='Set the packet is deleted from.', struct=L('set_info', 4, TargetSet1SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
))

I386 = LP64

ILP32 = LP64
