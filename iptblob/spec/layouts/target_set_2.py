"""Layout of target_set_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "fa83de7b38822c4f8a8280ba79d140558adcf23ad06572772a8787cde138a170"


class TargetSet2SetInfo(NamedTuple):
    """set_info of SET target, revision 2 (struct xt_set_info_target_v2)"""

    set_index: int
    dim: int
    flags: int


class TargetSet2(NamedTuple):
    """SET target, revision 2 (struct xt_set_info_target_v2)"""

    add_set: TargetSet2SetInfo
    del_set: TargetSet2SetInfo
    flags: int
    timeout: int


LP64 = L('target_set_2', 16, TargetSet2, (
    F('add_set', 'add_set', 0, 4, 'struct', 4, doc='Set the packet is added to.', struct=L('set_info', 4, TargetSet2SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
    F('del_set', 'del_set', 4, 4, 'struct', 4, doc='Set the packet is deleted from.', struct=L('set_info', 4, TargetSet2SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
    F('flags', 'flags', 8, 4, 'u', 4, symbols={1: 'EXIST'}, is_flags=True, doc='What else is done.'),
    F('timeout', 'timeout', 12, 4, 'u', 4, doc='Seconds the new element lives, 0xffffffff for the default of the set.'),
))

I386 = LP64

ILP32 = LP64
