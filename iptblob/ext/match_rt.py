"""Match rt: IPv6 routing header (libip6t_rt.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, full_range, inverted, ipv6
from iptblob.spec.layouts.match_rt_0 import MatchRt0

TYPE, LENGTH, RESERVED, FIRST, NOT_STRICT = 0x01, 0x04, 0x08, 0x10, 0x20
INV_TYPE, INV_SEGMENTS, INV_LENGTH = 0x01, 0x02, 0x04


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


EXTENSION = Extension("match", "rt", {0: words})
