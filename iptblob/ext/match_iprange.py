"""Match iprange: ranges of addresses (libxt_iprange.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, address, inverted
from iptblob.spec.layouts.match_iprange_0 import MatchIprange0
from iptblob.spec.layouts.match_iprange_1 import MatchIprange1

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


EXTENSION = Extension("match", "iprange", {0: words, 1: words})
