"""Match rt: IPv6 routing header (libip6t_rt.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.extensions.addresses import ipv6 as ipv6_of
from iptblob.extensions.base import Context, full_range, inverted, ipv6
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.held import ADDRESS, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    U32,
    Effect,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    both,
    flag,
    inverts,
    number,
    pair,
    put,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_rt_0 import MatchRt0
from iptblob.terms import pure

TYPE, LENGTH, RESERVED, FIRST, NOT_STRICT = 0x01, 0x04, 0x08, 0x10, 0x20
INV_TYPE, INV_SEGMENTS, INV_LENGTH = 0x01, 0x02, 0x04


ADDRESSES_COUNTED = KernelChange(
    "rt-addresses",
    "more than 16 addresses are refused",
    "netfilter: ip6t_rt: reject oversized addrnr in rt_mt6_check()",
)
EMPTY_LIST_REFUSED = KernelChange(
    "rt-empty-list", "a tested list of addresses that is empty is refused",
    "netfilter: ip6t_rt: fix zero-address non-strict match out-of-bounds read",
)  # fmt: skip


def addresses(match: MatchRt0) -> str:
    """The list, which is printed whatever the flags say."""
    return ",".join(ipv6(address) for address in match.addrs[: match.num_addrs])


def words(match: MatchRt0, ctx: Context) -> str:
    out = f"{inverted(match.invflags & INV_TYPE)} --rt-type {match.rt_type}" if match.flags & TYPE else ""
    out += full_range("--rt-segsleft", match.segsleft, 0xFFFFFFFF, match.invflags & INV_SEGMENTS, ctx)
    out += f"{inverted(match.invflags & INV_LENGTH)} --rt-len {match.hdrlen}" if match.flags & LENGTH else ""
    out += " --rt-0-res" if match.flags & RESERVED else ""
    out += " --rt-0-addrs" if match.flags & FIRST else ""
    out += f" {addresses(match)}" if match.num_addrs else ""
    return out + (" --rt-0-not-strict" if match.flags & NOT_STRICT else "")


def check(x: Subject) -> Sequence[Issue]:
    """rt_mt6_check."""
    row = x.row
    if row.invflags & ~0x07:
        return bad("invflags", f"invflags are {row.invflags:#x}, known bits are 0x7")
    if row.num_addrs > 16 and x.made(ADDRESSES_COUNTED):
        return bad("num_addrs", f"{row.num_addrs} addresses, the most are 16")
    if row.flags & 0x30 and not row.num_addrs and x.made(EMPTY_LIST_REFUSED):
        return bad("num_addrs", "an address list is tested, but it is empty")
    if row.flags & 0x38 and (not row.flags & 0x01 or row.rt_type or row.invflags & 0x01):
        return bad("rt_type", "tests of type 0 headers need type 0 itself to be tested")
    return FINE


SEGMENTS = 0x02
MOST_HOPS = 16


def routed(effect: Effect) -> Effect:
    """What only type 0 has, which must have been asked for before."""

    def checked(fields: Fields, given: Given) -> None:
        if fields.get("rt_type") != 0 or fields.get("invflags", 0) & INV_TYPE:
            raise OptionError("--rt-type 0 is expected before")
        effect(fields, given)

    return checked


def set_addresses(fields: Fields, given: Given) -> None:
    found = [ipv6_of(word) for word in given.value.split(",")]
    if len(found) > MOST_HOPS:
        raise OptionError(f"at most {MOST_HOPS} addresses are expected")
    fields.update(addrs=found + [b""] * (MOST_HOPS - len(found)), num_addrs=len(found))


def set_loose(fields: Fields, _: Given) -> None:
    if not fields.get("flags", 0) & FIRST:
        raise OptionError("--rt-0-addrs is expected before")
    fields["flags"] |= NOT_STRICT


def test(bit: int, inverted_bit: int, **values: Any) -> Effect:
    return both(flag("flags", bit), inverts("invflags", inverted_bit), put(**values))


OPTIONS = Options(
    (
        RuleOption("--rt-type", test(TYPE, INV_TYPE, rt_type=number), invertible=True),
        RuleOption("--rt-segsleft", test(SEGMENTS, INV_SEGMENTS, segsleft=pair), invertible=True),
        RuleOption("--rt-len", test(LENGTH, INV_LENGTH, hdrlen=number), invertible=True),
        RuleOption("--rt-0-res", routed(flag("flags", RESERVED)), words=0),
        RuleOption("--rt-0-addrs", routed(both(set_addresses, flag("flags", FIRST)))),
        RuleOption("--rt-0-not-strict", set_loose, words=0),
    ),
    start={"segsleft": [0, U32]},
)

EXTENSION = Extension(
    "match",
    "rt",
    "net/ipv6/netfilter/ip6t_rt.c",
    {
        0: Revision(
            MatchRt0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "invflags within 0x7, at most 16 addresses, type 0 for tests of type 0",
                "rt_mt6_check",
                changes=(ADDRESSES_COUNTED, EMPTY_LIST_REFUSED),
            ),
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds("rt_type segsleft hdrlen flags invflags num_addrs", addrs=ADDRESS),
)
