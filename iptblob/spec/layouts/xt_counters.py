"""Layout of xt_counters, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d73c86424dfd27717789b510f1058292134a6e54f421c38f951c8a2011e9f9fa"


class XtCounters(NamedTuple):
    """Packet and byte counter of an entry (struct xt_counters)"""

    packets: int
    bytes: int


LP64 = L('xt_counters', 16, XtCounters, (
    F('packets', 'pcnt', 0, 8, 'u', 8, role='counter', doc='Packets.'),
    F('bytes', 'bcnt', 8, 8, 'u', 8, role='counter', doc='Bytes.'),
))

I386 = LP64

ILP32 = LP64
