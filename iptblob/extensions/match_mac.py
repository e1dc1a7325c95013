"""Match mac: Ethernet address of the sender (libxt_mac.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.addresses import ethernet
from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FORWARD, INET_ONLY, INPUT, PREROUTING, Constraints
from iptblob.extensions.held import HARDWARE, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, both, inverts, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_mac_0 import MatchMac0
from iptblob.terms import Condition, equals, inverted_if, steps


def words(match: MatchMac0, _: Context) -> str:
    return f"{inverted(match.invert)} --mac-source {match.srcaddr.hex(':')}"


OPTIONS = Options(
    (RuleOption("--mac-source", both(put(srcaddr=ethernet), inverts("invert", 1)), invertible=True, required=True),)
)


def packet(match: MatchMac0, _: Context) -> Condition:
    """mac_mt (v6.18): false of what came by no Ethernet, inverted or not."""
    return steps(
        equals("ether", 1), inverted_if(match.invert, equals("smac", int.from_bytes(match.srcaddr[:6], "big")))
    )


EXTENSION = Extension(
    "match",
    "mac",
    "net/netfilter/xt_mac.c",
    {
        0: Revision(
            MatchMac0,
            words=words,
            meaning=FIELDS,
            options=OPTIONS,
            unspec=INET_ONLY,
            constraints=Constraints(hooks=PREROUTING | INPUT | FORWARD),
            packet=packet,
        ),
    },
    holds=holds("invert", srcaddr=HARDWARE),
)
