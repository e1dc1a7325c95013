"""Target TPROXY: the local socket and a mark (libxt_TPROXY.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.addresses import host
from iptblob.extensions.base import Context, address
from iptblob.extensions.constraints import FINE, PREROUTING, TCP, UDP, Constraints, Issue, Subject, bad
from iptblob.extensions.held import ADDRESS, holds
from iptblob.extensions.meaning import Columns, PayloadContext, inet_address
from iptblob.extensions.options import Fields, Given, Options, RuleOption, any_port, put, value_and_mask
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_tproxy_0 import TargetTproxy0
from iptblob.spec.layouts.target_tproxy_1 import TargetTproxy1
from iptblob.terms import Diverts


def words(target: TargetTproxy0 | TargetTproxy1, ctx: Context) -> str:
    return (
        f" --on-port {target.lport} --on-ip {address(target.laddr, ctx.family)}"
        f" --tproxy-mark 0x{target.mark_value:x}/0x{target.mark_mask:x}"
    )


def columns(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["mark_mask"], records["mark_value"], inet_address(records["laddr"], side), records["lport"]


def check(x: Subject) -> Sequence[Issue]:
    """tproxy_tg4_check, tproxy_tg6_check."""
    return FINE if x.only(TCP, UDP) else bad("lport", "the rule is neither for tcp nor for udp alone")


SAYS = "a rule for tcp or udp"


def divert(target: TargetTproxy0 | TargetTproxy1, _: Context) -> Diverts:
    """tproxy_tg4, tproxy_tg6_v1 (v6.18)."""
    return Diverts(target.mark_mask, target.mark_value)


def set_address(fields: Fields, given: Given) -> None:
    fields["laddr"] = host(given.value, given.family)


def set_mark(fields: Fields, given: Given) -> None:
    fields["mark_value"], fields["mark_mask"] = value_and_mask(given.value)


OPTIONS = Options(
    (
        RuleOption("--on-port", put(lport=any_port), required=True),
        RuleOption("--on-ip", set_address),
        RuleOption("--tproxy-mark", set_mark),
    )
)


def set_address_0(fields: Fields, given: Given) -> None:
    fields["laddr"] = host(given.value, given.family)[:4]


OPTIONS_0 = Options(
    (
        RuleOption("--on-port", put(lport=any_port), required=True),
        RuleOption("--on-ip", set_address_0),
        RuleOption("--tproxy-mark", set_mark),
    ),
    families=("ipv4",),
)

EXTENSION = Extension(
    "target",
    "TPROXY",
    "net/netfilter/xt_TPROXY.c",
    {
        0: Revision(
            TargetTproxy0,
            words=words,
            options=OPTIONS_0,
            meaning=Columns(columns),
            constraints=Constraints(check, SAYS, "tproxy_tg4_check", table="mangle", hooks=PREROUTING),
            effect=divert,
        ),
        1: Revision(
            TargetTproxy1,
            words=words,
            options=OPTIONS,
            meaning=Columns(columns),
            constraints=Constraints(
                check, SAYS, {"ipv4": "tproxy_tg4_check", "ipv6": "tproxy_tg6_check"}, table="mangle", hooks=PREROUTING
            ),
            inet_addresses=("laddr",),
            effect=divert,
        ),
    },
    holds=holds("mark_mask mark_value lport", laddr=ADDRESS),
)
