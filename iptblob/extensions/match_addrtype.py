"""Match addrtype: routing type of an address (libxt_addrtype.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context, flag_words, inverted
from iptblob.extensions.constraints import (
    ANYWHERE,
    FINE,
    INPUT,
    OUTPUT,
    PER_FAMILY,
    POSTROUTING,
    PREROUTING,
    Constraints,
    Issue,
    Subject,
    bad,
)
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, same
from iptblob.extensions.options import Options, RuleOption, bits, both, flag, inverts, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_addrtype_0 import MatchAddrtype0
from iptblob.spec.layouts.match_addrtype_1 import MatchAddrtype1
from iptblob.terms import Condition, Fact, Term, either, equals, every, inverted_if, negated, same_bits, steps

INVERT_SOURCE, INVERT_DEST, LIMIT_IFACE_IN, LIMIT_IFACE_OUT = 0x1, 0x2, 0x4, 0x8
TYPES = {
    0x001: "UNSPEC", 0x002: "UNICAST", 0x004: "LOCAL", 0x008: "BROADCAST", 0x010: "ANYCAST", 0x020: "MULTICAST",
    0x040: "BLACKHOLE", 0x080: "UNREACHABLE", 0x100: "PROHIBIT", 0x200: "THROW", 0x400: "NAT", 0x800: "XRESOLVE",
}  # fmt: skip


def types(option: str, mask: int, invert: int) -> str:
    return f"{inverted(invert)} {option} {flag_words(mask, TYPES)}" if mask else ""


def words_0(match: MatchAddrtype0, _: Context) -> str:
    source = types("--src-type", match.source, match.invert_source)
    return source + types("--dst-type", match.dest, match.invert_dest)


def words_1(match: MatchAddrtype1, _: Context) -> str:
    out = types("--src-type", match.source, match.flags & INVERT_SOURCE)
    out += types("--dst-type", match.dest, match.flags & INVERT_DEST)
    out += " --limit-iface-in" if match.flags & LIMIT_IFACE_IN else ""
    out += " --limit-iface-out" if match.flags & LIMIT_IFACE_OUT else ""
    return out


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return [*(records[name] for name in ("source", "dest", "invert_source", "invert_dest")), same(0, records)]


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    flags = records["flags"]
    return records["source"], records["dest"], flags & INVERT_SOURCE, (flags & INVERT_DEST) >> 1, flags >> 2


def check(x: Subject) -> Sequence[Issue]:
    """addrtype_mt_checkentry_v1."""
    row = x.row
    if row.flags & 0x4 and row.flags & 0x8:
        return bad("flags", "limited to the incoming and to the outgoing interface")
    if row.flags & 0x8 and x.reached(PREROUTING | INPUT):
        return bad("flags", "limited to the outgoing interface, but reached from PREROUTING or INPUT")
    if row.flags & 0x4 and x.reached(POSTROUTING | OUTPUT):
        return bad("flags", "limited to the incoming interface, but reached from POSTROUTING or OUTPUT")
    types = row.source | row.dest
    if x.family == "ipv6" and (types & 0x48 or types >= 0x100):
        return bad("source", f"address types {types:#x} that IPv6 does not have")
    return FINE


def known_types(text: str) -> int:
    return bits(text, TYPES)


OPTIONS = Options(
    (
        RuleOption("--src-type", both(put(source=known_types), inverts("flags", INVERT_SOURCE)), invertible=True),
        RuleOption("--dst-type", both(put(dest=known_types), inverts("flags", INVERT_DEST)), invertible=True),
        RuleOption("--limit-iface-in", flag("flags", LIMIT_IFACE_IN), words=0),
        RuleOption("--limit-iface-out", flag("flags", LIMIT_IFACE_OUT), words=0),
    ),
    one_of=("--src-type", "--dst-type"),
    apart=(("--limit-iface-in", "--limit-iface-out"),),
)

UNSPEC, UNICAST, LOCAL, ANYCAST, MULTICAST, UNREACHABLE = 0x001, 0x002, 0x004, 0x010, 0x020, 0x080
ASKS_ROUTES = LOCAL | ANYCAST | UNREACHABLE  # what IPv6 looks up; the others are told by the address alone
ALL_ONES = (1 << 128) - 1


def type_of(side: str, mask: int, family: str) -> Term:
    """The routing type of an address, ``src`` or ``dst``, is one of ``mask``."""
    if family == "ipv6":
        return type_in_ipv6(side, mask)
    return either(*(equals(f"{side}type", bit.bit_length() - 1) for bit in TYPES if mask & bit))


def type_in_ipv6(side: str, mask: int) -> Term:
    """match_type6 (v6.18): the kinds that an address has by itself must all be so, then one of the others."""
    multicast = same_bits(side, 0xFF << 120, 0xFF << 120)
    unspecified = same_bits(side, ALL_ONES, 0)
    mapped = same_bits(side, ALL_ONES ^ 0xFFFFFFFF, 0xFFFF << 32)
    asked = [bit for bit in (LOCAL, ANYCAST, UNREACHABLE) if mask & bit]
    return every(
        multicast if mask & MULTICAST else True,
        every(negated(multicast), negated(unspecified), negated(mapped)) if mask & UNICAST else True,
        unspecified if mask & UNSPEC else True,
        either(*(equals(f"{side}type", bit.bit_length() - 1) for bit in asked)) if asked else True,
    )


def on_interface(side: str, mask: int, which: str) -> Fact:
    names = flag_words(mask, TYPES)
    key = f"addrtype --{side}-type {names} --limit-iface-{which}"
    return Fact(key, "the routing type on one interface alone", by_hook=True)


def packet(match: MatchAddrtype0 | MatchAddrtype1, ctx: Context) -> Condition:
    """addrtype_mt_v0, addrtype_mt_v1, addrtype_mt6 (v6.18)."""
    if isinstance(match, MatchAddrtype0):
        flags = (match.invert_source & 1) * INVERT_SOURCE | (match.invert_dest & 1) * INVERT_DEST
    else:
        flags = match.flags
    limit = "in" if flags & LIMIT_IFACE_IN else "out" if flags & LIMIT_IFACE_OUT else ""
    tests: list[Term] = []
    for side, mask, inverts_it in (("src", match.source, INVERT_SOURCE), ("dst", match.dest, INVERT_DEST)):
        if mask:
            term = on_interface(side, mask, limit) if limit else type_of(side, mask, ctx.family)
            tests.append(inverted_if(flags & inverts_it, term))
    return steps(*tests)


OPTIONS_0 = Options(
    (
        RuleOption("--src-type", both(put(source=known_types), inverts("invert_source", 1)), invertible=True),
        RuleOption("--dst-type", both(put(dest=known_types), inverts("invert_dest", 1)), invertible=True),
    ),
    one_of=("--src-type", "--dst-type"),
)

EXTENSION = Extension(
    "match",
    "addrtype",
    "net/netfilter/xt_addrtype.c",
    {
        0: Revision(
            MatchAddrtype0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Columns(columns_0),
            constraints=ANYWHERE,
            packet=packet,
        ),
        1: Revision(
            MatchAddrtype1,
            words=words_1,
            options=OPTIONS,
            meaning=Columns(columns_1),
            unspec=PER_FAMILY,
            constraints=Constraints(
                check,
                "not limited to both interfaces, nor to one its hooks do not have; in IPv6 no BLACKHOLE, "
                "BROADCAST, PROHIBIT and above",
                "addrtype_mt_checkentry_v1",
            ),
            packet=packet,
        ),
    },
    holds=holds("source dest invert_source invert_dest flags"),
)
