"""The standard target: a verdict, or a jump to a chain (struct xt_standard_target)."""

from __future__ import annotations

from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import NO_WORDS, Extension, Revision
from iptblob.spec.layouts.target_standard_0 import TargetStandard0
from iptblob.terms import Jumps

EXTENSION = Extension(
    "target",
    "",
    {
        "ipv4": "net/ipv4/netfilter/ip_tables.c",
        "ipv6": "net/ipv6/netfilter/ip6_tables.c",
        "arp": "net/ipv4/netfilter/arp_tables.c",
    },
    {
        0: Revision(
            TargetStandard0,
            words=NO_WORDS,
            meaning=FIELDS,
            constraints=ANYWHERE,
            effect=Jumps(),
        ),
    },
    holds=holds("verdict"),
)
