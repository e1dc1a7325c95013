"""Match ah: IPsec authentication header (libipt_ah.c, libip6t_ah.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, full_range, inverted
from iptblob.spec.layouts.match_ah_0_ipv4 import MatchAh0Ipv4
from iptblob.spec.layouts.match_ah_0_ipv6 import MatchAh0Ipv6

INV_SPI, INV_LEN = 0x1, 0x2


def words_ipv4(match: MatchAh0Ipv4, ctx: Context) -> str:
    return full_range("--ahspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)


def words_ipv6(match: MatchAh0Ipv6, ctx: Context) -> str:
    out = full_range("--ahspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)
    if match.hdrlen or match.invflags & INV_LEN:
        out += f"{inverted(match.invflags & INV_LEN)} --ahlen {match.hdrlen}"
    return f"{out} --ahres" if match.hdrres else out


EXTENSION = Extension("match", "ah", {(0, "ipv4"): words_ipv4, (0, "ipv6"): words_ipv6})
