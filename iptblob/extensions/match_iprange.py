"""Match iprange: ranges of addresses (libxt_iprange.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.addresses import dotted
from iptblob.extensions.addresses import ipv6 as ipv6_of
from iptblob.extensions.base import Context, address, inverted
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import RANGE_END, AddressField, holds
from iptblob.extensions.meaning import Columns, PayloadContext, inet_address
from iptblob.extensions.options import Effect, Fields, Given, Options, RuleOption
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_iprange_0 import MatchIprange0
from iptblob.spec.layouts.match_iprange_1 import MatchIprange1
from iptblob.terms import Condition, Term, between, inverted_if, number_of, steps

SRC, DST, SRC_INV, DST_INV = 0x01, 0x02, 0x10, 0x20


def words(match: MatchIprange0 | MatchIprange1, ctx: Context) -> str:
    flags, family = match.flags, ctx.family
    out = ""
    if flags & SRC:
        source = f"{address(match.src_min, family)}-{address(match.src_max, family)}"
        out += f"{inverted(flags & SRC_INV)} --src-range {source}"
    if flags & DST:
        destination = f"{address(match.dst_min, family)}-{address(match.dst_max, family)}"
        out += f"{inverted(flags & DST_INV)} --dst-range {destination}"
    return out


ADDRESSES = ("src_min", "src_max", "dst_min", "dst_max")


def columns(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    return [*(inet_address(records[name], side) for name in ADDRESSES), records["flags"]]


def given_range(which: str, bit: int, inverted_bit: int) -> Effect:
    """``ADDRESS[-ADDRESS]``"""

    def effect(fields: Fields, given: Given) -> None:
        low, found, high = given.value.partition("-")
        read = ipv6_of if given.family == "ipv6" else dotted
        first = read(low)
        last = read(high) if found else first
        bits = bit | (inverted_bit if given.inverted else 0)
        fields.update({f"{which}_min": first, f"{which}_max": last, "flags": fields.get("flags", 0) | bits})

    return effect


OPTIONS = Options(
    (
        RuleOption("--src-range", given_range("src", SRC, SRC_INV), invertible=True),
        RuleOption("--dst-range", given_range("dst", DST, DST_INV), invertible=True),
    ),
    one_of=("--src-range", "--dst-range"),
)


def packet(match: MatchIprange0 | MatchIprange1, ctx: Context) -> Condition:
    """iprange_mt4, iprange_mt6 (v6.18)."""
    tests: list[Term] = []
    for side, flag, inv in (("src", SRC, SRC_INV), ("dst", DST, DST_INV)):
        if match.flags & flag:
            low, high = (number_of(getattr(match, f"{side}_{end}"), ctx.family) for end in ("min", "max"))
            tests.append(inverted_if(match.flags & inv, between(side, low, high, family=ctx.family)))
    return steps(*tests)


EXTENSION = Extension(
    "match",
    "iprange",
    "net/netfilter/xt_iprange.c",
    {
        0: Revision(
            MatchIprange0,
            words=words,
            meaning=Columns(columns),
            constraints=OLD_REVISION,
            packet=packet,
        ),
        1: Revision(
            MatchIprange1,
            options=OPTIONS,
            words=words,
            meaning=Columns(columns),
            constraints=ANYWHERE,
            inet_addresses=("src_min", "src_max", "dst_min", "dst_max"),
            packet=packet,
        ),
    },
    holds=holds(
        "flags",
        src_min=AddressField(to="src_max"),
        src_max=RANGE_END,
        dst_min=AddressField(to="dst_max"),
        dst_max=RANGE_END,
    ),
)
