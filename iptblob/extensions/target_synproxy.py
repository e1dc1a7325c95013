"""Target SYNPROXY: TCP options that are offered (libxt_SYNPROXY.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import (
    FINE,
    FORWARD,
    INPUT,
    PROTO_FLAG_SET,
    Constraints,
    Issue,
    Subject,
    bad,
    tcp_only,
)
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U8, U16, Options, RuleOption, both, flag, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_synproxy_0 import TargetSynproxy0
from iptblob.terms import Synproxies

MSS, WSCALE, SACK_PERM, TIMESTAMP, ECN = 0x01, 0x02, 0x04, 0x08, 0x10


def words(target: TargetSynproxy0, _: Context) -> str:
    parts = (
        (SACK_PERM, " --sack-perm"),
        (TIMESTAMP, " --timestamp"),
        (WSCALE, f" --wscale {target.wscale}"),
        (MSS, f" --mss {target.mss}"),
        (ECN, " --ecn"),
    )
    return "".join(option for flag, option in parts if target.options & flag)


def check(x: Subject) -> Sequence[Issue]:
    """synproxy_tg4_check, synproxy_tg6_check."""
    return FINE if tcp_only(x) else bad("options", "the rule is not for tcp alone")


OPTIONS = Options(
    (
        RuleOption("--sack-perm", flag("options", SACK_PERM), words=0),
        RuleOption("--timestamp", flag("options", TIMESTAMP), words=0),
        RuleOption("--wscale", both(flag("options", WSCALE), put(wscale=lambda text: number(text) & U8))),
        RuleOption("--mss", both(flag("options", MSS), put(mss=lambda text: number(text) & U16))),
        RuleOption("--ecn", flag("options", ECN), words=0),
    )
)

EXTENSION = Extension(
    "target",
    "SYNPROXY",
    {"ipv4": "net/ipv4/netfilter/ipt_SYNPROXY.c", "ipv6": "net/ipv6/netfilter/ip6t_SYNPROXY.c"},
    {
        0: Revision(
            TargetSynproxy0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "a rule for tcp",
                {"ipv4": "synproxy_tg4_check", "ipv6": "synproxy_tg6_check"},
                hooks=INPUT | FORWARD,
                changes=(PROTO_FLAG_SET,),
            ),
            effect=Synproxies(),
        ),
    },
    holds=holds("options wscale mss"),
)
