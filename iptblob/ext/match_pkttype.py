"""Match pkttype: whom the link layer sent a packet to (libxt_pkttype.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_pkttype_0 import MatchPkttype0

TYPES = {0: "unicast", 1: "broadcast", 2: "multicast", 3: "otherhost"}


def words(match: MatchPkttype0, _: Context) -> str:
    return f"{inverted(match.invert)} --pkt-type {TYPES.get(match.pkttype, match.pkttype)}"


EXTENSION = Extension("match", "pkttype", {0: words})
