"""Target SNPT: the prefix and its replacement (libip6t_SNPT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.constraints import INPUT, POSTROUTING, Constraints
from iptblob.extensions.held import AddressField, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.npt import OPTIONS, check, words
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_snpt_0 import TargetSnpt0
from iptblob.terms import Unfollowed

EXTENSION = Extension(
    "target",
    "SNPT",
    "net/ipv6/netfilter/ip6t_NPT.c",
    {
        0: Revision(
            TargetSnpt0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "prefixes of at most 64 bits and nothing behind them",
                "ip6t_npt_checkentry",
                table="mangle",
                hooks=INPUT | POSTROUTING,
            ),
            effect=Unfollowed("it translates the network of an address, bit by bit"),
        ),
    },
    holds=holds(
        "src_pfx_len dst_pfx_len",
        src_pfx=AddressField(bits="src_pfx_len"),
        dst_pfx=AddressField(bits="dst_pfx_len"),
    ),
)
