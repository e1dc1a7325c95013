"""Layout of target_nfqueue_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "87bebca51e0f2ff8f95ad2cab96f430ca0eb5de29ec3517a7fc91b7c977c21c6"


class TargetNfqueue0(NamedTuple):
    """NFQUEUE target, revision 0 (struct xt_NFQ_info)"""

    queuenum: int


LP64 = L('target_nfqueue_0', 2, TargetNfqueue0, (
    F('queuenum', 'queuenum', 0, 2, 'u', 2, doc='Number of the queue, or of the first one.'),
))

I386 = LP64

ILP32 = LP64
