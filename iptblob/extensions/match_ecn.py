"""Match ecn: Explicit Congestion Notification (libxt_ecn.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, TCP, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, asks, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_ecn_0 import MatchEcn0
from iptblob.terms import Condition, Term, inverted_if, same_bits, steps

IP, ECE, CWR = 0x01, 0x10, 0x20


def words(match: MatchEcn0, _: Context) -> str:
    tests = ((ECE, "--ecn-tcp-ece"), (CWR, "--ecn-tcp-cwr"), (IP, f"--ecn-ip-ect {match.ip_ect}"))
    return "".join(f"{inverted(match.invert & flag)} {test}" for flag, test in tests if match.operation & flag)


def check(x: Subject) -> Sequence[Issue]:
    """ecn_mt_check4, ecn_mt_check6."""
    row = x.row
    if row.operation & 0xCE:
        return bad("operation", f"operation is {row.operation:#x}")
    if row.invert & 0xCE:
        return bad("invert", f"invert is {row.invert:#x}")
    if row.operation & 0x30 and not x.only(TCP):
        return bad("operation", "TCP bits are tested in a rule that is not for tcp alone")
    return FINE


def packet(match: MatchEcn0, _: Context) -> Condition:
    """ecn_mt4, ecn_mt6 (v6.18): the lowest bits of the TOS byte, flags 0x40 and 0x80 of TCP."""
    tests: list[Term] = []
    if match.operation & IP:
        tests.append(inverted_if(match.invert & IP, same_bits("tos", 0x03, match.ip_ect)))
    for flag, bit in ((ECE, 0x40), (CWR, 0x80)):
        if match.operation & flag:
            tests.append(inverted_if(match.invert & flag, same_bits("tcpflags", bit, bit)))
    return steps(*tests)


OPTIONS = Options(
    (
        RuleOption("--ecn-tcp-cwr", asks("operation", CWR, "invert"), words=0, invertible=True),
        RuleOption("--ecn-tcp-ece", asks("operation", ECE, "invert"), words=0, invertible=True),
        RuleOption("--ecn-ip-ect", asks("operation", IP, "invert", ip_ect=up_to(3)), invertible=True),
    ),
    one_of=("--ecn-tcp-cwr", "--ecn-tcp-ece", "--ecn-ip-ect"),
)

EXTENSION = Extension(
    "match",
    "ecn",
    "net/netfilter/xt_ecn.c",
    {
        0: Revision(
            MatchEcn0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check, "known bits only; TCP bits in rules for tcp", {"ipv4": "ecn_mt_check4", "ipv6": "ecn_mt_check6"}
            ),
            packet=packet,
        ),
    },
    holds=holds("operation invert ip_ect tcp_ect"),
)
