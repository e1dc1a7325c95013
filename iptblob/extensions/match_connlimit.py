"""Match connlimit: connections a host or network has open (libxt_connlimit.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import ANYWHERE, PER_FAMILY
from iptblob.extensions.meaning import Columns, PayloadContext, inet_address
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


EXTENSION = Extension(
    "match",
    "connlimit",
    "net/netfilter/xt_connlimit.c",
    {
        0: Revision(
            MatchConnlimit0,
            words=words_0,
            meaning=Columns(columns),
            constraints=OLD_REVISION,
            inet_addresses=("mask",),
            packet=stateful("how many flows there are besides"),
            tracks=True,
        ),
        1: Revision(
            MatchConnlimit1,
            words=words_1,
            meaning=Columns(columns),
            unspec=PER_FAMILY,
            constraints=ANYWHERE,
            inet_addresses=("mask",),
            packet=stateful("how many flows there are besides"),
            tracks=True,
        ),
    },
)
