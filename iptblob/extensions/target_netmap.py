"""Target NETMAP: a network of addresses (libipt_NETMAP.c and libip6t_NETMAP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.addresses import host_and_mask
from iptblob.extensions.base import Context, address, prefix_length
from iptblob.extensions.constraints import INPUT, OUTPUT, POSTROUTING, PREROUTING, Constraints
from iptblob.extensions.held import RANGE_END, AddressField, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.nat import MAP_IPS, addresses_given
from iptblob.extensions.options import Fields, Given, Options, RuleOption
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


def ends(given: Given) -> tuple[bytes, bytes]:
    """The first and the last address of a network, 16 bytes each."""
    value, mask = host_and_mask(given)
    first = bytes(one & bits for one, bits in zip(value, mask, strict=True))
    return first, bytes(one | ~bits & 0xFF for one, bits in zip(first, mask, strict=True))


def set_ipv4(fields: Fields, given: Given) -> None:
    first, last = ends(given)
    fields.update(flags=MAP_IPS, min_ip=first[:4], max_ip=last[:4])


def set_ipv6(fields: Fields, given: Given) -> None:
    first, last = ends(given)
    fields.update(flags=MAP_IPS, min_addr=first, max_addr=last)


OPTIONS_IPV4 = Options((RuleOption("--to", set_ipv4, required=True),), start={"rangesize": 1})
OPTIONS_IPV6 = Options((RuleOption("--to", set_ipv6, required=True),))

EXTENSION = Extension(
    "target",
    "NETMAP",
    "net/netfilter/xt_NETMAP.c",
    {
        (0, "ipv4"): Revision(
            TargetNetmap0Ipv4,
            words=words_ipv4,
            options=OPTIONS_IPV4,
            meaning=FIELDS,
            constraints=Constraints(
                addresses_given, SAYS, "netmap_tg4_check", table="nat", hooks=PREROUTING | INPUT | OUTPUT | POSTROUTING
            ),
            effect=translate,
        ),
        (0, "ipv6"): Revision(
            TargetNetmap0Ipv6,
            words=words_ipv6,
            options=OPTIONS_IPV6,
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
    holds=holds(
        "rangesize flags min_port max_port",
        min_ip=AddressField(to="max_ip"),
        max_ip=RANGE_END,
        min_addr=AddressField(to="max_addr"),
        max_addr=RANGE_END,
    ),
)
