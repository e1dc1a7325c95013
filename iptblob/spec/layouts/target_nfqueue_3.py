"""Layout of target_nfqueue_3, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "edcd18a5cff13955ff91c2834978f7c28999a2a8121b01c781073c1566c79247"


class TargetNfqueue3(NamedTuple):
    """NFQUEUE target, revision 3 (struct xt_NFQ_info_v3)"""

    queuenum: int
    queues_total: int
    flags: int


LP64 = L('target_nfqueue_3', 6, TargetNfqueue3, (
    F('queuenum', 'queuenum', 0, 2, 'u', 2, doc='Number of the queue, or of the first one.'),
    F('queues_total', 'queues_total', 2, 2, 'u', 2, doc='How many queues in a row share the packets.'),
    F('flags', 'flags', 4, 2, 'u', 2, symbols={1: 'BYPASS', 2: 'CPU_FANOUT'}, is_flags=True, doc='How the queue is used.'),
))

I386 = LP64

ILP32 = LP64
