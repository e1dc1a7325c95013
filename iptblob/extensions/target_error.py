"""Target ERROR: the head of a user-defined chain, and the end of a table (struct xt_error_target)."""

from __future__ import annotations

from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import NO_WORDS, Extension, Revision
from iptblob.spec.layouts.target_error_0 import TargetError0
from iptblob.terms import Drops

EXTENSION = Extension(
    "target",
    "ERROR",
    {
        "ipv4": "net/ipv4/netfilter/ip_tables.c",
        "ipv6": "net/ipv6/netfilter/ip6_tables.c",
        "arp": "net/ipv4/netfilter/arp_tables.c",
    },
    {
        0: Revision(
            TargetError0,
            words=NO_WORDS,
            meaning=FIELDS,
            constraints=ANYWHERE,
            effect=Drops(),
        ),
    },
    holds=holds(errorname=GIVEN_NAME),
)
