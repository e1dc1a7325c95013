"""Layout of ip6t_entry, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L
from iptblob.spec.layouts import ip6t_ip6
from iptblob.spec.layouts import xt_counters

SPEC_SHA256 = "d510b486337fa378898bf108cca837beb4af9fc69cdfe05d856139b41aac5193"


class Ip6tEntry(NamedTuple):
    """One IPv6 rule, chain head or policy (struct ip6t_entry)"""

    ip: ip6t_ip6.Ip6tIp6
    nfcache: int
    target_offset: int
    next_offset: int
    comefrom: int
    counters: xt_counters.XtCounters


LP64 = L('ip6t_entry', 168, Ip6tEntry, (
    F('ip', 'ipv6', 0, 136, 'struct', 136, doc='What every packet is compared with first.', struct=ip6t_ip6.LP64),
    F('nfcache', 'nfcache', 136, 4, 'u', 4, role='state', doc='No longer used; comes back as it was sent.'),
    F('target_offset', 'target_offset', 140, 2, 'u', 2, doc='Where the target begins, counted from the start of the entry.'),
    F('next_offset', 'next_offset', 142, 2, 'u', 2, doc='Where the next entry begins, counted from the start of this one.'),
    F('comefrom', 'comefrom', 144, 4, 'u', 4, role='state', doc="The kernel's own mask of the hooks from which this entry can be reached."),
    F('pad_counters', '', 148, 4, 'raw', 4, role='padding', doc='Padding before the 64-bit counters; none on i386.'),
    F('counters', 'counters', 152, 16, 'struct', 16, doc='Packets and bytes that matched.', struct=xt_counters.LP64),
))

I386 = L('ip6t_entry', 164, Ip6tEntry, (
    F('ip', 'ipv6', 0, 136, 'struct', 136, doc='What every packet is compared with first.', struct=ip6t_ip6.I386),
    F('nfcache', 'nfcache', 136, 4, 'u', 4, role='state', doc='No longer used; comes back as it was sent.'),
    F('target_offset', 'target_offset', 140, 2, 'u', 2, doc='Where the target begins, counted from the start of the entry.'),
    F('next_offset', 'next_offset', 142, 2, 'u', 2, doc='Where the next entry begins, counted from the start of this one.'),
    F('comefrom', 'comefrom', 144, 4, 'u', 4, role='state', doc="The kernel's own mask of the hooks from which this entry can be reached."),
    F('counters', 'counters', 148, 16, 'struct', 16, doc='Packets and bytes that matched.', struct=xt_counters.I386),
))

ILP32 = LP64
