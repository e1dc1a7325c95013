"""Target MASQUERADE: ports and flags (libxt_NAT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.constraints import POSTROUTING, Constraints
from iptblob.extensions.held import RANGE_END, AddressField, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.nat import (
    multi_range,
    no_addresses,
    plain_range,
    range_options,
    range_words,
    takes_ports,
    translation,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_masquerade_0_ipv4 import TargetMasquerade0Ipv4
from iptblob.spec.layouts.target_masquerade_0_ipv6 import TargetMasquerade0Ipv6

SAYS = "no addresses, in IPv4 one range"

EXTENSION = Extension(
    "target",
    "MASQUERADE",
    "net/netfilter/xt_MASQUERADE.c",
    {
        (0, "ipv4"): Revision(
            TargetMasquerade0Ipv4,
            words=range_words("--to-ports", multi_range, skip_colon=True),
            options=range_options("--to-ports", takes_ports, "random random-fully", single=True),
            meaning=FIELDS,
            constraints=Constraints(no_addresses, SAYS, "masquerade_tg_check", table="nat", hooks=POSTROUTING),
            effect=translation("device", source=True),
        ),
        (0, "ipv6"): Revision(
            TargetMasquerade0Ipv6,
            words=range_words("--to-ports", plain_range, skip_colon=True),
            options=range_options("--to-ports", takes_ports, "random random-fully", single=False),
            meaning=FIELDS,
            constraints=Constraints(no_addresses, SAYS, "masquerade_tg6_checkentry", table="nat", hooks=POSTROUTING),
            effect=translation("device", source=True),
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
