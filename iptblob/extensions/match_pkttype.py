"""Match pkttype: whom the link layer sent a packet to (libxt_pkttype.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, OptionError, Options, RuleOption
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_pkttype_0 import MatchPkttype0
from iptblob.terms import Condition, equals, inverted_if, steps

TYPES = {0: "unicast", 1: "broadcast", 2: "multicast", 3: "otherhost"}


def words(match: MatchPkttype0, _: Context) -> str:
    return f"{inverted(match.invert)} --pkt-type {TYPES.get(match.pkttype, match.pkttype)}"


OTHER_NAMES = {"bcast": 1, "mcast": 2, "host": 0}


def set_type(fields: Fields, given: Given) -> None:
    known = {name: number for number, name in TYPES.items()} | OTHER_NAMES
    if given.value.lower() not in known:
        raise OptionError(f"one of {', '.join(known)} is expected")
    fields.update(pkttype=known[given.value.lower()], invert=int(given.inverted))


OPTIONS = Options((RuleOption("--pkt-type", set_type, invertible=True, required=True),))


def packet(match: MatchPkttype0, _: Context) -> Condition:
    """pkttype_mt (v6.18)."""
    return steps(inverted_if(match.invert, equals("cast", match.pkttype)))


EXTENSION = Extension(
    "match",
    "pkttype",
    "net/netfilter/xt_pkttype.c",
    {
        0: Revision(
            MatchPkttype0,
            words=words,
            meaning=FIELDS,
            options=OPTIONS,
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
        ),
    },
    holds=holds("pkttype invert"),
)
