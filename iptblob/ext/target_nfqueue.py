"""Target NFQUEUE: queue numbers (libxt_NFQUEUE.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Context, Extension, Revision, Words
from iptblob.spec.layouts.target_nfqueue_0 import TargetNfqueue0
from iptblob.spec.layouts.target_nfqueue_1 import TargetNfqueue1
from iptblob.spec.layouts.target_nfqueue_2 import TargetNfqueue2
from iptblob.spec.layouts.target_nfqueue_3 import TargetNfqueue3

BYPASS, CPU_FANOUT = 0x01, 0x02


def words_0(target: TargetNfqueue0, _: Context) -> str:
    return f" --queue-num {target.queuenum}"


def words_1(target: TargetNfqueue1 | TargetNfqueue2 | TargetNfqueue3, _: Context) -> str:
    if target.queues_total <= 1:
        return f" --queue-num {target.queuenum}"
    return f" --queue-balance {target.queuenum}:{target.queuenum + target.queues_total - 1}"


def words_2(target: TargetNfqueue2, ctx: Context) -> str:
    return words_1(target, ctx) + (" --queue-bypass" if target.bypass & BYPASS else "")


def words_3(target: TargetNfqueue3, ctx: Context) -> str:
    out = words_1(target, ctx) + (" --queue-bypass" if target.flags & BYPASS else "")
    return out + (" --queue-cpu-fanout" if target.flags & CPU_FANOUT else "")


WORDS: dict[Revision, Words] = {0: words_0, 1: words_1, 2: words_2, 3: words_3}
ARP_WORDS: dict[Revision, Words] = {(revision, "arp"): trailing(WORDS[revision]) for revision in range(4)}

EXTENSION = Extension("target", "NFQUEUE", WORDS | ARP_WORDS)
