"""Target DNAT (libxt_NAT.c, iptables 1.8.9). Revisions that iptables never sends print as their siblings do."""

from __future__ import annotations

from iptblob.extensions.arp import with_arp
from iptblob.extensions.constraints import OUTPUT, PREROUTING, Constraints
from iptblob.extensions.held import RANGE_END, AddressField, holds
from iptblob.extensions.nat import (
    MULTI_RANGE,
    PLAIN_RANGE,
    PROTO_OFFSET,
    bulk_words,
    multi_range,
    one_range,
    plain_range,
    range_options,
    range_words,
    takes_range,
    translation,
)
from iptblob.extensions.options import End, Fields, OptionError
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_dnat_0 import TargetDnat0
from iptblob.spec.layouts.target_dnat_1 import TargetDnat1
from iptblob.spec.layouts.target_dnat_2 import TargetDnat2

OPTION = "--to-destination"
WIDE = range_words(OPTION, plain_range)


def no_shift(fields: Fields, _: End) -> None:
    if fields["flags"] & PROTO_OFFSET:
        raise OptionError("this revision shifts no ranges of ports")


GIVEN_0 = range_options(
    OPTION, takes_range(wide=False), "random persistent", single=True, required=True, families=("ipv4",),
    finish=no_shift,
)  # fmt: skip
GIVEN_1 = range_options(
    OPTION, takes_range(wide=True), "random persistent", single=False, required=True, families=("ipv6",),
    finish=no_shift,
)  # fmt: skip
GIVEN = range_options(OPTION, takes_range(wide=True, shifts=True), "random persistent", single=False, required=True)
CONSTRAINTS = Constraints(table="nat", hooks=PREROUTING | OUTPUT, tracked=True)

EXTENSION = Extension(
    "target",
    "DNAT",
    "net/netfilter/xt_nat.c",
    {
        0: Revision(
            TargetDnat0,
            words=range_words(OPTION, multi_range),
            options=GIVEN_0,
            meaning=MULTI_RANGE,
            constraints=Constraints(
                one_range, "exactly one range", "xt_nat_checkentry_v0", table="nat", hooks=PREROUTING | OUTPUT
            ),
            effect=translation("given", source=False),
        ),
        **with_arp(
            {
                1: Revision(
                    TargetDnat1,
                    words=WIDE,
                    options=GIVEN_1,
                    meaning=PLAIN_RANGE,
                    constraints=CONSTRAINTS,
                    inet_addresses=("min_addr", "max_addr"),
                    unspec=True,
                    effect=translation("given", source=False),
                ),
                2: Revision(
                    TargetDnat2,
                    words=WIDE,
                    bulk=bulk_words(OPTION),
                    options=GIVEN,
                    meaning=PLAIN_RANGE,
                    constraints=CONSTRAINTS,
                    inet_addresses=("min_addr", "max_addr"),
                    unspec=True,
                    effect=translation("given", source=False),
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
