"""Layout of arpt_entry, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L
from iptblob.spec.layouts import arpt_arp
from iptblob.spec.layouts import xt_counters

SPEC_SHA256 = "2c8b900bba5aa03c291a31b2893541eb61761c4d1595a99aaa653350a2b0fb9f"


class ArptEntry(NamedTuple):
    """One ARP rule, chain head or policy (struct arpt_entry)"""

    ip: arpt_arp.ArptArp
    target_offset: int
    next_offset: int
    comefrom: int
    counters: xt_counters.XtCounters


LP64 = L('arpt_entry', 192, ArptEntry, (
    F('ip', 'arp', 0, 164, 'struct', 164, doc='What every packet is compared with first.', struct=arpt_arp.LP64),
    F('target_offset', 'target_offset', 164, 2, 'u', 2, doc='Where the target begins, counted from the start of the entry.'),
    F('next_offset', 'next_offset', 166, 2, 'u', 2, doc='Where the next entry begins, counted from the start of this one.'),
    F('comefrom', 'comefrom', 168, 4, 'u', 4, role='state', doc="The kernel's own mask of the hooks from which this entry can be reached."),
    F('pad_counters', '', 172, 4, 'raw', 4, role='padding', doc='Padding before the 64-bit counters; none on i386.'),
    F('counters', 'counters', 176, 16, 'struct', 16, doc='Packets and bytes that matched.', struct=xt_counters.LP64),
))

I386 = L('arpt_entry', 188, ArptEntry, (
    F('ip', 'arp', 0, 164, 'struct', 164, doc='What every packet is compared with first.', struct=arpt_arp.I386),
    F('target_offset', 'target_offset', 164, 2, 'u', 2, doc='Where the target begins, counted from the start of the entry.'),
    F('next_offset', 'next_offset', 166, 2, 'u', 2, doc='Where the next entry begins, counted from the start of this one.'),
    F('comefrom', 'comefrom', 168, 4, 'u', 4, role='state', doc="The kernel's own mask of the hooks from which this entry can be reached."),
    F('counters', 'counters', 172, 16, 'struct', 16, doc='Packets and bytes that matched.', struct=xt_counters.I386),
))

ILP32 = LP64
