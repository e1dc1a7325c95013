"""Match pkttype: whom the link layer sent a packet to (libxt_pkttype.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_pkttype_0 import MatchPkttype0

TYPES = {0: "unicast", 1: "broadcast", 2: "multicast", 3: "otherhost"}


def words(match: MatchPkttype0, _: Context) -> str:
    return f"{inverted(match.invert)} --pkt-type {TYPES.get(match.pkttype, match.pkttype)}"


EXTENSION = Extension(
    "match",
    "pkttype",
    "net/netfilter/xt_pkttype.c",
    {
        0: Revision(MatchPkttype0, words=words, meaning=FIELDS, constraints=ANYWHERE, unspec=True),
    },
)
