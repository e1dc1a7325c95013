"""Match rt: IPv6 routing header (libip6t_rt.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, full_range, inverted, ipv6
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.meaning import FIELDS
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


EXTENSION = Extension(
    "match",
    "rt",
    "net/ipv6/netfilter/ip6t_rt.c",
    {
        0: Revision(
            MatchRt0,
            words=words,
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
)
