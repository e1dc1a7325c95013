"""Match dccp: ports, packet types and one option (libxt_dccp.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U8, Effect, OptionError, Options, RuleOption, asks, port_pair, up_to, words_of
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_dccp_0 import MatchDccp0
from iptblob.terms import FIRST_FRAGMENT, Condition, Fact, Term, between, inverted_if, steps

SRC_PORTS, DEST_PORTS, TYPE, OPTION = 0x1, 0x2, 0x4, 0x8
TYPES = (
    "REQUEST", "RESPONSE", "DATA", "ACK", "DATAACK", "CLOSEREQ", "CLOSE", "RESET", "SYNC", "SYNCACK", "INVALID",
)  # fmt: skip
INVALID = 10  # stands for itself and all types above, which iptables does not name any more


def ports(option: str, bounds: list[int]) -> str:
    low, high = bounds
    return f" {option} {low}" if low == high else f" {option} {low}:{high}"


def packet_types(mask: int) -> str:
    if mask >> INVALID & 1:
        mask &= (1 << INVALID + 1) - 1
    numbers = [number for number in range(mask.bit_length()) if mask >> number & 1]
    return ",".join(TYPES[number] if number < len(TYPES) else str(number) for number in numbers)


def words(match: MatchDccp0, _: Context) -> str:
    flags, invert = match.flags, match.invflags
    out = ""
    if flags & SRC_PORTS:
        out += inverted(invert & SRC_PORTS) + ports("--sport", match.src_ports)
    if flags & DEST_PORTS:
        out += inverted(invert & DEST_PORTS) + ports("--dport", match.dst_ports)
    if flags & TYPE:
        out += f"{inverted(invert & TYPE)} --dccp-types {packet_types(match.typemask)}"
    if flags & OPTION:
        out += f"{inverted(invert & OPTION)} --dccp-option {match.option}"
    return out


def check(x: Subject) -> Sequence[Issue]:
    """dccp_mt_check."""
    row = x.row
    if row.flags & ~0x0F or row.invflags & ~0x0F:
        return bad("flags", f"flags {row.flags:#x}, invflags {row.invflags:#x}: known bits are 0xf")
    return bad("invflags", "a test is inverted that is not made") if row.invflags & ~row.flags else FINE


def packet(match: MatchDccp0, ctx: Context) -> Condition:
    """dccp_mt (v6.18): ports, then type and option."""
    tests: list[Term] = [FIRST_FRAGMENT]
    for flag, field, ports in ((SRC_PORTS, "sport", match.src_ports), (DEST_PORTS, "dport", match.dst_ports)):
        if match.flags & flag:
            tests.append(inverted_if(match.invflags & flag, between(field, *ports)))
    for flag in (TYPE, OPTION):
        if match.flags & flag:
            fact = Fact(
                f"dccp{words(match._replace(flags=flag, invflags=0), ctx)}", "the rest of its header is not told"
            )
            tests.append(inverted_if(match.invflags & flag, fact))
    return steps(*tests)


OTHER_TYPES = 0xF800  # what INVALID means besides


def types(text: str) -> int:
    found = 0
    for word in words_of(text):
        if word.upper() not in TYPES:
            raise OptionError(f"one of {', '.join(TYPES)} is expected")
        found |= 1 << TYPES.index(word.upper())
    return found | (OTHER_TYPES if found & 1 << INVALID else 0)


def test(bit: int, **values: Any) -> Effect:
    return asks("flags", bit, "invflags", **values)


OPTIONS = Options(
    (
        RuleOption("--sport", test(SRC_PORTS, src_ports=port_pair), aliases=("--source-port",), invertible=True),
        RuleOption("--dport", test(DEST_PORTS, dst_ports=port_pair), aliases=("--destination-port",), invertible=True),
        RuleOption("--dccp-types", test(TYPE, typemask=types), invertible=True),
        RuleOption("--dccp-option", test(OPTION, option=up_to(U8, 1)), invertible=True),
    )
)

EXTENSION = Extension(
    "match",
    "dccp",
    "net/netfilter/xt_dccp.c",
    {
        0: Revision(
            MatchDccp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check, "flags within 0xf, inversions of tests that are made", "dccp_mt_check", proto=33
            ),
            packet=packet,
        ),
    },
    holds=holds("dst_ports src_ports flags invflags typemask option"),
)
