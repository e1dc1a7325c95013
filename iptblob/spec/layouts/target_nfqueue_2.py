"""Layout of target_nfqueue_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "edae037f9279a64da445dc4910828a719de153c6aa59ce286850d1563337bf99"


class TargetNfqueue2(NamedTuple):
    """NFQUEUE target, revision 2 (struct xt_NFQ_info_v2)"""

    queuenum: int
    queues_total: int
    bypass: int


LP64 = L('target_nfqueue_2', 6, TargetNfqueue2, (
    F('queuenum', 'queuenum', 0, 2, 'u', 2, doc='Number of the queue, or of the first one.'),
    F('queues_total', 'queues_total', 2, 2, 'u', 2, doc='How many queues in a row share the packets.'),
    F('bypass', 'bypass', 4, 2, 'u', 2, doc='Whether packets pass when no program listens.'),
))

I386 = LP64

ILP32 = LP64
