"""Layout of target_set_3, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "68ae0ef8749de3fe20394e34370cfeec8a72df7a40e541ca364164bb6ef45fe0"


class TargetSet3SetInfo(NamedTuple):
    """set_info of SET target, revision 3 (struct xt_set_info_target_v3)"""

    set_index: int
    dim: int
    flags: int


class TargetSet3(NamedTuple):
    """SET target, revision 3 (struct xt_set_info_target_v3)"""

    add_set: TargetSet3SetInfo
    del_set: TargetSet3SetInfo
    map_set: TargetSet3SetInfo
    flags: int
    timeout: int


LP64 = L('target_set_3', 20, TargetSet3, (
    F('add_set', 'add_set', 0, 4, 'struct', 4, doc='Set the packet is added to.', struct=L('set_info', 4, TargetSet3SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
    F('del_set', 'del_set', 4, 4, 'struct', 4, doc='Set the packet is deleted from.', struct=L('set_info', 4, TargetSet3SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
    F('map_set', 'map_set', 8, 4, 'struct', 4, doc='Set whose element is copied to the packet.', struct=L('set_info', 4, TargetSet3SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace, 65535 for none.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Dimensions of the set.'),
    F('flags', 'flags', 3, 1, 'u', 1, doc='Bit n is set where dimension n is looked up by source, else by destination.'),
))),
    F('flags', 'flags', 12, 4, 'u', 4, symbols={1: 'EXIST', 256: 'MAP_SKBMARK', 512: 'MAP_SKBPRIO', 1024: 'MAP_SKBQUEUE'}, is_flags=True, doc='What else is done.'),
    F('timeout', 'timeout', 16, 4, 'u', 4, doc='Seconds the new element lives, 0xffffffff for the default of the set.'),
))

I386 = LP64

ILP32 = LP64
