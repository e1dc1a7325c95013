"""Layout of target_nfqueue_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "86bd09dd06bd157d253fe3fd9c169a3cf3008f190ac64711c08fd6a007bec4d0"


class TargetNfqueue1(NamedTuple):
    """NFQUEUE target, revision 1 (struct xt_NFQ_info_v1)"""

    queuenum: int
    queues_total: int


LP64 = L('target_nfqueue_1', 4, TargetNfqueue1, (
    F('queuenum', 'queuenum', 0, 2, 'u', 2, doc='Number of the queue, or of the first one.'),
    F('queues_total', 'queues_total', 2, 2, 'u', 2, doc='How many queues in a row share the packets.'),
))

I386 = LP64

ILP32 = LP64
