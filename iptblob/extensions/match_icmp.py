"""Match icmp: type and code (libipt_icmp.c, iptables 1.8.9 and 1.8.10)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.icmp_types import type_and_codes
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, Options, RuleOption, both, inverts
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_icmp_0 import MatchIcmp0
from iptblob.terms import FIRST_FRAGMENT, Condition, between, equals, every, inverted_if, steps

INVERT = 0x1
ANY = 0xFF
ALL_CODES = [0, 0xFF]


def words(match: MatchIcmp0, ctx: Context) -> str:
    """Before 1.8.10 every type 255 was called any, whatever its code."""
    out = f"{inverted(match.invflags & INVERT)} --icmp-type"
    if match.type == ANY and (match.codes == ALL_CODES or ctx.iptables < (1, 8, 10)):
        return f"{out} any"
    return f"{out} {match.type}" + ("" if match.codes == ALL_CODES else f"/{match.codes[0]}")


# (type, code), the code None where all are meant (xt_icmp.h, iptables 1.8.9; `iptables -p icmp -h`).
TYPES: dict[str, tuple[int, int | None]] = {
    "any": (ANY, None), "echo-reply": (0, None), "pong": (0, None), "destination-unreachable": (3, None),
    "network-unreachable": (3, 0), "host-unreachable": (3, 1), "protocol-unreachable": (3, 2),
    "port-unreachable": (3, 3), "fragmentation-needed": (3, 4), "source-route-failed": (3, 5),
    "network-unknown": (3, 6), "host-unknown": (3, 7), "network-prohibited": (3, 9), "host-prohibited": (3, 10),
    "tos-network-unreachable": (3, 11), "tos-host-unreachable": (3, 12), "communication-prohibited": (3, 13),
    "host-precedence-violation": (3, 14), "precedence-cutoff": (3, 15), "source-quench": (4, None),
    "redirect": (5, None), "network-redirect": (5, 0), "host-redirect": (5, 1), "tos-network-redirect": (5, 2),
    "tos-host-redirect": (5, 3), "echo-request": (8, None), "ping": (8, None), "router-advertisement": (9, None),
    "router-solicitation": (10, None), "time-exceeded": (11, None), "ttl-exceeded": (11, None),
    "ttl-zero-during-transit": (11, 0), "ttl-zero-during-reassembly": (11, 1), "parameter-problem": (12, None),
    "ip-header-bad": (12, 0), "required-option-missing": (12, 1), "timestamp-request": (13, None),
    "timestamp-reply": (14, None), "address-mask-request": (17, None), "address-mask-reply": (18, None),
}  # fmt: skip


def set_type(fields: Fields, given: Given) -> None:
    fields["type"], fields["codes"] = type_and_codes(given.value, TYPES)


OPTIONS = Options(
    (RuleOption("--icmp-type", both(set_type, inverts("invflags", INVERT)), invertible=True, required=True),),
    start={"type": ANY, "codes": ALL_CODES},
)


def packet(match: MatchIcmp0, _: Context) -> Condition:
    """icmp_match (net/netfilter/xt_tcpudp.c or ip_tables.c, v6.18): type 255 is every type."""
    wanted = match.type == ANY or every(equals("itype", match.type), between("icode", *match.codes))
    return steps(FIRST_FRAGMENT, inverted_if(match.invflags & INVERT, wanted))


EXTENSION = Extension(
    "match",
    "icmp",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchIcmp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "icmp_checkentry", proto=1),
            packet=packet,
        ),
    },
    holds=holds("type codes invflags"),
)
