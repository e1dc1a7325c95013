"""Match eui64: source address made from the sender's EUI-64 (libip6t_eui64.c, iptables 1.8.9). It has no options."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FORWARD, INPUT, PREROUTING, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_eui64_0 import MatchEui640
from iptblob.terms import pure


def words(_match: MatchEui640, _: Context) -> str:
    return ""


OPTIONS = Options()

EXTENSION = Extension(
    "match",
    "eui64",
    "net/ipv6/netfilter/ip6t_eui64.c",
    {
        0: Revision(
            MatchEui640,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(hooks=PREROUTING | INPUT | FORWARD),
            packet=pure("whether an address is made of the hardware address of its sender"),
        ),
    },
    holds=holds("unused"),
)
