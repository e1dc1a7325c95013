"""Match connlimit: connections a host or network has open (libxt_connlimit.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.addresses import mask_16
from iptblob.extensions.base import Context
from iptblob.extensions.constraints import ANYWHERE, PER_FAMILY
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, inet_address
from iptblob.extensions.options import Effect, Fields, Given, Options, RuleOption, number
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_connlimit_0 import MatchConnlimit0
from iptblob.spec.layouts.match_connlimit_1 import MatchConnlimit1
from iptblob.terms import stateful

INVERT, DADDR = 0x1, 0x2


def mask_bits(mask: bytes, family: str) -> int:
    """Bits in front of the lowest run of zeros, counted in each 32-bit word alone, as iptables does."""
    words = [mask[at : at + 4] for at in range(0, len(mask) if family == "ipv6" else 4, 4)]
    return sum(32 - (~int.from_bytes(word, "big") & 0xFFFFFFFF).bit_length() for word in words)


def words_0(match: MatchConnlimit0 | MatchConnlimit1, ctx: Context) -> str:
    option = "--connlimit-upto" if match.flags & INVERT else "--connlimit-above"
    return f" {option} {match.limit} --connlimit-mask {mask_bits(match.mask, ctx.family)}"


def words_1(match: MatchConnlimit1, ctx: Context) -> str:
    return words_0(match, ctx) + (" --connlimit-daddr" if match.flags & DADDR else " --connlimit-saddr")


def columns(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    return inet_address(records["mask"], side), records["limit"], records["flags"]


def limit(inverted_bit: int) -> Effect:
    """``--connlimit-upto`` is ``! --connlimit-above``."""

    def effect(fields: Fields, given: Given) -> None:
        fields["limit"] = number(given.value)
        fields["flags"] = fields.get("flags", 0) | (INVERT if given.inverted != bool(inverted_bit) else 0)

    return effect


def set_mask(fields: Fields, given: Given) -> None:
    fields["mask"] = mask_16(given.value, given)


def sided(destination: int) -> Effect:
    def effect(fields: Fields, _: Given) -> None:
        fields["flags"] = (fields.get("flags", 0) & ~DADDR) | destination

    return effect


TABLE = (
    RuleOption("--connlimit-upto", limit(INVERT), invertible=True),
    RuleOption("--connlimit-above", limit(0), invertible=True),
    RuleOption("--connlimit-mask", set_mask),
)
LIMITS = ("--connlimit-upto", "--connlimit-above")
START = {"mask": b"\xff" * 16}
OPTIONS_0 = Options(TABLE, start=START, one_of=LIMITS, apart=(LIMITS,))
OPTIONS_1 = Options(
    (
        *TABLE,
        RuleOption("--connlimit-saddr", sided(0), words=0),
        RuleOption("--connlimit-daddr", sided(DADDR), words=0),
    ),
    start=START,
    one_of=LIMITS,
    apart=(LIMITS, ("--connlimit-saddr", "--connlimit-daddr")),
)

EXTENSION = Extension(
    "match",
    "connlimit",
    "net/netfilter/xt_connlimit.c",
    {
        0: Revision(
            MatchConnlimit0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Columns(columns),
            constraints=OLD_REVISION,
            inet_addresses=("mask",),
            packet=stateful("how many flows there are besides"),
            tracks=True,
        ),
        1: Revision(
            MatchConnlimit1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Columns(columns),
            unspec=PER_FAMILY,
            constraints=ANYWHERE,
            inet_addresses=("mask",),
            packet=stateful("how many flows there are besides"),
            tracks=True,
        ),
    },
    holds=holds("mask limit flags"),
)
