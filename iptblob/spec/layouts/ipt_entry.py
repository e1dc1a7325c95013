"""Layout of ipt_entry, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L
from iptblob.spec.layouts import ipt_ip
from iptblob.spec.layouts import xt_counters

SPEC_SHA256 = "11ff3b9ff2d9c860011c402b63f9d04ae64e7c64938ede7c44ce940c5537d69c"


class IptEntry(NamedTuple):
    """One IPv4 rule, chain head or policy (struct ipt_entry)"""

    ip: ipt_ip.IptIp
    nfcache: int
    target_offset: int
    next_offset: int
    comefrom: int
    counters: xt_counters.XtCounters


LP64 = L('ipt_entry', 112, IptEntry, (
    F('ip', 'ip', 0, 84, 'struct', 84, doc='What every packet is compared with first.', struct=ipt_ip.LP64),
    F('nfcache', 'nfcache', 84, 4, 'u', 4, role='state', doc='No longer used; comes back as it was sent.'),
    F('target_offset', 'target_offset', 88, 2, 'u', 2, doc='Where the target begins, counted from the start of the entry.'),
    F('next_offset', 'next_offset', 90, 2, 'u', 2, doc='Where the next entry begins, counted from the start of this one.'),
    F('comefrom', 'comefrom', 92, 4, 'u', 4, role='state', doc="The kernel's own mask of the hooks from which this entry can be reached."),
    F('counters', 'counters', 96, 16, 'struct', 16, doc='Packets and bytes that matched.', struct=xt_counters.LP64),
))

I386 = LP64

ILP32 = LP64
