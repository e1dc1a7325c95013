"""Target NETMAP: a network of addresses (libipt_NETMAP.c and libip6t_NETMAP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, address, prefix_length
from iptblob.extensions.constraints import INPUT, OUTPUT, POSTROUTING, PREROUTING, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.nat import addresses_given
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_netmap_0_ipv4 import TargetNetmap0Ipv4
from iptblob.spec.layouts.target_netmap_0_ipv6 import TargetNetmap0Ipv6
from iptblob.terms import Translates, number_of


def network(first: bytes, last: bytes, family: str) -> str:
    """`` --to NETWORK/LENGTH`` of the first and last address; the mask itself where it has holes."""
    mask = bytes(~(low ^ high) & 0xFF for low, high in zip(first, last, strict=True))
    length = prefix_length(mask)
    return f" --to {address(first, family)}/{address(mask, family) if length is None else length}"


def words_ipv4(target: TargetNetmap0Ipv4, _: Context) -> str:
    return network(target.min_ip, target.max_ip, "ipv4")


def words_ipv6(target: TargetNetmap0Ipv6, _: Context) -> str:
    return network(target.min_addr, target.max_addr, "ipv6")


SAYS = "addresses, in IPv4 one range"


def translate(target: TargetNetmap0Ipv4 | TargetNetmap0Ipv6, ctx: Context) -> Translates:
    """netmap_tg4, netmap_tg6 (v6.18): the source behind POSTROUTING and INPUT, else the destination."""
    ends = (
        (target.min_ip, target.max_ip) if isinstance(target, TargetNetmap0Ipv4) else (target.min_addr, target.max_addr)
    )
    low, high = (number_of(end, ctx.family) for end in ends)
    return Translates(None, "network", (low, high), None)


EXTENSION = Extension(
    "target",
    "NETMAP",
    "net/netfilter/xt_NETMAP.c",
    {
        (0, "ipv4"): Revision(
            TargetNetmap0Ipv4,
            words=words_ipv4,
            meaning=FIELDS,
            constraints=Constraints(
                addresses_given, SAYS, "netmap_tg4_check", table="nat", hooks=PREROUTING | INPUT | OUTPUT | POSTROUTING
            ),
            effect=translate,
        ),
        (0, "ipv6"): Revision(
            TargetNetmap0Ipv6,
            words=words_ipv6,
            meaning=FIELDS,
            constraints=Constraints(
                addresses_given,
                SAYS,
                "netmap_tg6_checkentry",
                table="nat",
                hooks=PREROUTING | INPUT | OUTPUT | POSTROUTING,
            ),
            effect=translate,
        ),
    },
)
