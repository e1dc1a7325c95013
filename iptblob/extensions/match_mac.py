"""Match mac: Ethernet address of the sender (libxt_mac.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FORWARD, INET_ONLY, INPUT, PREROUTING, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_mac_0 import MatchMac0


def words(match: MatchMac0, _: Context) -> str:
    return f"{inverted(match.invert)} --mac-source {match.srcaddr.hex(':')}"


EXTENSION = Extension(
    "match",
    "mac",
    "net/netfilter/xt_mac.c",
    {
        0: Revision(
            MatchMac0,
            words=words,
            meaning=FIELDS,
            unspec=INET_ONLY,
            constraints=Constraints(hooks=PREROUTING | INPUT | FORWARD),
        ),
    },
)
