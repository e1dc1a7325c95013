"""Target REJECT: what is sent back (libipt_REJECT.c and libip6t_REJECT.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import (
    FINE,
    FORWARD,
    INPUT,
    OUTPUT,
    PROTO_FLAG_SET,
    Constraints,
    Issue,
    Subject,
    bad,
    tcp_only,
)
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Effect, Fields, Given, OptionError, Options, RuleOption
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_reject_0_ipv4 import TargetReject0Ipv4
from iptblob.spec.layouts.target_reject_0_ipv6 import TargetReject0Ipv6
from iptblob.terms import Drops

NO_NAME = "(null)"  # what printf makes of a number that has a place in the table and no name there
NAMES = {
    "ipv4": (
        "icmp-net-unreachable", "icmp-host-unreachable", "icmp-proto-unreachable", "icmp-port-unreachable", NO_NAME,
        "icmp-net-prohibited", "icmp-host-prohibited", "tcp-reset", "icmp-admin-prohibited",
    ),
    "ipv6": (
        "icmp6-no-route", "icmp6-adm-prohibited", NO_NAME, "icmp6-addr-unreachable", "icmp6-port-unreachable",
        NO_NAME, "tcp-reset", "icmp6-policy-fail", "icmp6-reject-route",
    ),
}  # fmt: skip


def words(target: Any, ctx: Context) -> str:
    names, number = NAMES[ctx.family], target.reject_with
    return f" --reject-with {names[number] if number < len(names) else number}"


def check(x: Subject) -> Sequence[Issue]:
    """reject_tg_check, reject_tg6_check."""
    echo, reset = (4, 7) if x.family == "ipv4" else (5, 6)
    if x.row.reject_with == echo:
        return bad("reject_with", "echo replies are no longer sent")
    if x.row.reject_with == reset and not tcp_only(x):
        return bad("reject_with", "a TCP reset in a rule that is not for tcp alone")
    return FINE


SAYS = "no echo reply; TCP resets in rules for tcp"

# Other names of the same, and what is sent where nothing is said (libipt_REJECT.c, libip6t_REJECT.c, 1.8.9).
SHORT = {
    "ipv4": {"net-unreach": 0, "host-unreach": 1, "proto-unreach": 2, "port-unreach": 3, "net-prohib": 5,
             "host-prohib": 6, "tcp-rst": 7, "admin-prohib": 8},
    "ipv6": {"no-route": 0, "adm-prohibited": 1, "addr-unreach": 3, "port-unreach": 4, "policy-fail": 7,
             "reject-route": 8},
}  # fmt: skip
DEFAULT = {"ipv4": 3, "ipv6": 4}


def answer(family: str) -> Effect:
    """The first that has a name which begins so, in capitals or not (REJECT_parse)."""
    short = {number: name for name, number in SHORT[family].items()} | {RESET[family]: RESET_NAME[family]}
    known = {number: (name, short[number]) for number, name in enumerate(NAMES[family]) if name != NO_NAME}

    def effect(fields: Fields, given: Given) -> None:
        text = given.value.lower()
        found = next((number for number, names in known.items() if any(name.startswith(text) for name in names)), None)
        if found is None:
            raise OptionError(f"one of {', '.join(name for names in known.values() for name in names)} is expected")
        fields["reject_with"] = found

    return effect


RESET = {"ipv4": 7, "ipv6": 6}
RESET_NAME = {"ipv4": "tcp-rst", "ipv6": "tcp-reset"}
OPTIONS = {
    family: Options((RuleOption("--reject-with", answer(family)),), start={"reject_with": DEFAULT[family]})
    for family in NAMES
}


def refuse(target: TargetReject0Ipv4 | TargetReject0Ipv6, ctx: Context) -> Drops:
    """reject_tg, reject_tg6 (v6.18): dropped, and answered."""
    return Drops(words(target, ctx).rpartition(" ")[2])


EXTENSION = Extension(
    "target",
    "REJECT",
    {"ipv4": "net/ipv4/netfilter/ipt_REJECT.c", "ipv6": "net/ipv6/netfilter/ip6t_REJECT.c"},
    {
        (0, "ipv4"): Revision(
            TargetReject0Ipv4,
            words=words,
            options=OPTIONS["ipv4"],
            meaning=FIELDS,
            constraints=Constraints(check, SAYS, "reject_tg_check", table="filter", hooks=INPUT | FORWARD | OUTPUT),
            effect=refuse,
        ),
        (0, "ipv6"): Revision(
            TargetReject0Ipv6,
            words=words,
            options=OPTIONS["ipv6"],
            meaning=FIELDS,
            constraints=Constraints(
                check,
                SAYS,
                "reject_tg6_check",
                table="filter",
                hooks=INPUT | FORWARD | OUTPUT,
                changes=(PROTO_FLAG_SET,),
            ),
            effect=refuse,
        ),
    },
    holds=holds("reject_with"),
)
