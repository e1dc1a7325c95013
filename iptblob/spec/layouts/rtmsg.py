"""Layout of rtmsg, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "bbbe0455312e192221c10bddd3c661af475750942a3566cad29de747a459b407"


class Rtmsg(NamedTuple):
    """What begins a message about a route (struct rtmsg)"""

    family: int
    dst_len: int
    src_len: int
    tos: int
    table: int
    protocol: int
    scope: int
    kind: int
    flags: int


LP64 = L('rtmsg', 12, Rtmsg, (
    F('family', 'rtm_family', 0, 1, 'u', 1, doc='AF_INET or AF_INET6.'),
    F('dst_len', 'rtm_dst_len', 1, 1, 'u', 1, doc='Bits of the destination prefix.'),
    F('src_len', 'rtm_src_len', 2, 1, 'u', 1, doc='Bits of the source prefix.'),
    F('tos', 'rtm_tos', 3, 1, 'u', 1, doc='Type of service.'),
    F('table', 'rtm_table', 4, 1, 'u', 1, doc='Routing table as far as it fits.'),
    F('protocol', 'rtm_protocol', 5, 1, 'u', 1, doc='RTPROT number: who made it.'),
    F('scope', 'rtm_scope', 6, 1, 'u', 1, doc='RT_SCOPE number.'),
    F('kind', 'rtm_type', 7, 1, 'u', 1, doc='RTN number: unicast, local, broadcast and so on.'),
    F('flags', 'rtm_flags', 8, 4, 'u', 4, doc='RTM_F and RTNH_F flags.'),
))

I386 = LP64

ILP32 = LP64
