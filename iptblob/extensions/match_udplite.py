"""Match udplite: ports. iptables has no library for it; the struct and the words are those of match udp."""

from __future__ import annotations

from iptblob.extensions.constraints import Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.match_udp import packet, words
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_udplite_0 import MatchUdplite0

EXTENSION = Extension(
    "match",
    "udplite",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchUdplite0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(within("invflags", 0x03), "invflags within 0x3", "udp_mt_check", proto=136),
            packet=packet,
        ),
    },
    holds=holds("src_ports dst_ports invflags"),
)
