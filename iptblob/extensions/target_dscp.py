"""Target DSCP (libxt_DSCP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import Constraints, at_most
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, put, up_to
from iptblob.extensions.precedence import MOST_DSCP, dscp_class
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_dscp_0 import TargetDscp0
from iptblob.terms import Writes


def words(target: TargetDscp0, _: Context) -> str:
    return f" --set-dscp 0x{target.dscp:02x}"


def write(target: TargetDscp0, _: Context) -> Writes:
    """dscp_tg, dscp_tg6 (v6.18)."""
    return Writes("tos", 0x03, target.dscp << 2 & 0xFC)


BOTH = ("--set-dscp", "--set-dscp-class")
OPTIONS = Options(
    (
        RuleOption("--set-dscp", put(dscp=up_to(MOST_DSCP))),
        RuleOption("--set-dscp-class", put(dscp=dscp_class)),
    ),
    one_of=BOTH,
    apart=(BOTH,),
)

EXTENSION = Extension(
    "target",
    "DSCP",
    "net/netfilter/xt_DSCP.c",
    {
        0: Revision(
            TargetDscp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(at_most("dscp", 63, "EDOM"), "dscp at most 63", "dscp_tg_check", table="mangle"),
            effect=write,
        ),
    },
    holds=holds("dscp"),
)
