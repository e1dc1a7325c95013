"""Target SNAT (libxt_NAT.c, iptables 1.8.9). Revisions that iptables never sends print as their siblings do."""

from __future__ import annotations

from iptblob.extensions.arp import with_arp
from iptblob.extensions.constraints import INPUT, POSTROUTING, Constraints
from iptblob.extensions.held import RANGE_END, AddressField, holds
from iptblob.extensions.nat import (
    MULTI_RANGE,
    PLAIN_RANGE,
    multi_range,
    one_range,
    plain_range,
    range_options,
    range_words,
    takes_range,
    translation,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_snat_0 import TargetSnat0
from iptblob.spec.layouts.target_snat_1 import TargetSnat1
from iptblob.spec.layouts.target_snat_2 import TargetSnat2

OPTION = "--to-source"
WIDE = range_words(OPTION, plain_range)
ALL_FLAGS = "random random-fully persistent"
GIVEN = range_options(OPTION, takes_range(wide=True), ALL_FLAGS, single=False, required=True, families=("ipv6",))
CONSTRAINTS = Constraints(table="nat", hooks=INPUT | POSTROUTING, tracked=True)

EXTENSION = Extension(
    "target",
    "SNAT",
    "net/netfilter/xt_nat.c",
    {
        0: Revision(
            TargetSnat0,
            words=range_words(OPTION, multi_range),
            options=range_options(OPTION, takes_range(wide=False), ALL_FLAGS, single=True, required=True),
            meaning=MULTI_RANGE,
            constraints=Constraints(
                one_range, "exactly one range", "xt_nat_checkentry_v0", table="nat", hooks=INPUT | POSTROUTING
            ),
            effect=translation("given", source=True),
        ),
        **with_arp(
            {
                1: Revision(
                    TargetSnat1,
                    words=WIDE,
                    options=GIVEN,
                    meaning=PLAIN_RANGE,
                    constraints=CONSTRAINTS,
                    inet_addresses=("min_addr", "max_addr"),
                    unspec=True,
                    effect=translation("given", source=True),
                ),
                2: Revision(
                    TargetSnat2,
                    words=WIDE,
                    meaning=PLAIN_RANGE,
                    constraints=CONSTRAINTS,
                    inet_addresses=("min_addr", "max_addr"),
                    unspec=True,
                    effect=translation("given", source=True),
                ),
            }
        ),
    },
    holds=holds(
        "rangesize flags min_port max_port base_port",
        min_ip=AddressField(to="max_ip"),
        max_ip=RANGE_END,
        min_addr=AddressField(to="max_addr"),
        max_addr=RANGE_END,
    ),
)
