"""Target TCPMSS (libxt_TCPMSS.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import (
    FINE,
    INPUT,
    PREROUTING,
    TCP,
    Constraints,
    Issue,
    Subject,
    bad,
)
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, Options, RuleOption, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_tcpmss_0 import TargetTcpmss0
from iptblob.terms import Carries

CLAMP = 0xFFFF
TCPHDR_SYN, XT_TCP_INV_FLAGS = 0x02, 0x04


def words(target: TargetTcpmss0, _: Context) -> str:
    return " --clamp-mss-to-pmtu" if target.mss == CLAMP else f" --set-mss {target.mss}"


def check(x: Subject) -> Sequence[Issue]:
    """tcpmss_tg4_check, tcpmss_tg6_check."""
    if x.row.mss == 0xFFFF and x.reached(PREROUTING | INPUT):
        return bad("mss", "clamping to the path needs FORWARD, OUTPUT or POSTROUTING")
    for name, match in x.matches:
        if name == b"tcp" and match.flg_cmp & TCPHDR_SYN and not match.invflags & XT_TCP_INV_FLAGS:
            return FINE
    return bad("mss", "no tcp match of the rule asks for SYN, not inverted")


LONGEST = {"ipv4": 0xFFFF - 20, "ipv6": 0xFFFF - 40}  # bytes, the shortest header taken off


def set_size(fields: Fields, given: Given) -> None:
    fields["mss"] = number(given.value, LONGEST[given.family])


OPTIONS = Options(
    (RuleOption("--set-mss", set_size), RuleOption("--clamp-mss-to-pmtu", put(mss=CLAMP), words=0)),
    one_of=("--set-mss", "--clamp-mss-to-pmtu"),
)

EXTENSION = Extension(
    "target",
    "TCPMSS",
    "net/netfilter/xt_TCPMSS.c",
    {
        0: Revision(
            TargetTcpmss0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "a tcp match that asks for SYN; clamping to the path from FORWARD, OUTPUT, POSTROUTING",
                {"ipv4": "tcpmss_tg4_check", "ipv6": "tcpmss_tg6_check"},
                proto=TCP,
                shared=True,
            ),
            effect=Carries("changes an option of the TCP header"),
        ),
    },
    holds=holds("mss"),
)
