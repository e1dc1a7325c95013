"""Match dscp: Differentiated Services Code Point (libxt_dscp.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, at_most
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, both, inverts, put, up_to
from iptblob.extensions.precedence import MOST_DSCP, dscp_class
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_dscp_0 import MatchDscp0
from iptblob.terms import Condition, inverted_if, same_bits, steps


def words(match: MatchDscp0, _: Context) -> str:
    return f"{inverted(match.invert)} --dscp 0x{match.dscp:02x}"


def packet(match: MatchDscp0, _: Context) -> Condition:
    """dscp_mt, dscp_mt6 (v6.18): the upper six bits of the TOS byte or traffic class."""
    return steps(inverted_if(match.invert, same_bits("tos", 0xFC, match.dscp << 2)))


BOTH = ("--dscp", "--dscp-class")
OPTIONS = Options(
    (
        RuleOption("--dscp", both(put(dscp=up_to(MOST_DSCP)), inverts("invert", 1)), invertible=True),
        RuleOption("--dscp-class", both(put(dscp=dscp_class), inverts("invert", 1)), invertible=True),
    ),
    one_of=BOTH,
    apart=(BOTH,),
)

EXTENSION = Extension(
    "match",
    "dscp",
    "net/netfilter/xt_dscp.c",
    {
        0: Revision(
            MatchDscp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(at_most("dscp", 63, "EDOM"), "dscp at most 63", "dscp_mt_check"),
            packet=packet,
        ),
    },
    holds=holds("dscp invert"),
)
