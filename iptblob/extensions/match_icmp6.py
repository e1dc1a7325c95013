"""Match icmp6: type and code (libip6t_icmp6.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.icmp_types import type_and_codes
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, Options, RuleOption, both, inverts
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_icmp6_0 import MatchIcmp60
from iptblob.terms import FIRST_FRAGMENT, Condition, between, equals, every, inverted_if, steps

INVERT = 0x1
ALL_CODES = [0, 0xFF]


def words(match: MatchIcmp60, _: Context) -> str:
    code = "" if match.codes == ALL_CODES else f"/{match.codes[0]}"
    return f"{inverted(match.invflags & INVERT)} --icmpv6-type {match.type}{code}"


# (type, code), the code None where all are meant (libip6t_icmp6.c, iptables 1.8.9; `ip6tables -p icmpv6 -h`).
TYPES: dict[str, tuple[int, int | None]] = {
    "destination-unreachable": (1, None), "no-route": (1, 0), "communication-prohibited": (1, 1),
    "beyond-scope": (1, 2), "address-unreachable": (1, 3), "port-unreachable": (1, 4), "failed-policy": (1, 5),
    "reject-route": (1, 6), "packet-too-big": (2, None), "time-exceeded": (3, None), "ttl-exceeded": (3, None),
    "ttl-zero-during-transit": (3, 0), "ttl-zero-during-reassembly": (3, 1), "parameter-problem": (4, None),
    "bad-header": (4, 0), "unknown-header-type": (4, 1), "unknown-option": (4, 2), "echo-request": (128, None),
    "ping": (128, None), "echo-reply": (129, None), "pong": (129, None), "router-solicitation": (133, None),
    "router-advertisement": (134, None), "neighbour-solicitation": (135, None),
    "neighbor-solicitation": (135, None), "neighbour-advertisement": (136, None),
    "neighbor-advertisement": (136, None), "redirect": (137, None),
}  # fmt: skip


def set_type(fields: Fields, given: Given) -> None:
    fields["type"], fields["codes"] = type_and_codes(given.value, TYPES)


OPTIONS = Options(
    (RuleOption("--icmpv6-type", both(set_type, inverts("invflags", INVERT)), invertible=True, required=True),),
    start={"codes": ALL_CODES},
)


def packet(match: MatchIcmp60, _: Context) -> Condition:
    """icmp6_match (v6.18)."""
    wanted = every(equals("itype", match.type), between("icode", *match.codes))
    return steps(FIRST_FRAGMENT, inverted_if(match.invflags & INVERT, wanted))


EXTENSION = Extension(
    "match",
    "icmp6",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchIcmp60,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "icmp6_checkentry", proto=58),
            packet=packet,
        ),
    },
    holds=holds("type codes invflags"),
)
