"""Match ipv6header: extension headers of IPv6 (libip6t_ipv6header.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_ipv6header_0 import MatchIpv6header0

# Bit of a header -> its protocol number and the name used where /etc/protocols has none.
HEADERS = {
    0x80: (0, "hop-by-hop"), 0x40: (60, "dst"), 0x20: (43, "route"), 0x10: (44, "frag"),
    0x08: (51, "auth"), 0x04: (50, "esp"), 0x02: (59, "none"), 0x01: (255, "protocol"),
}  # fmt: skip
HOP_BY_HOP = 0  # never looked up: /etc/protocols may call it ip


def header_name(protocol: int, own_name: str, ctx: Context) -> str:
    if protocol == HOP_BY_HOP:
        return own_name
    return ctx.names.protocols.get(protocol, own_name)


def words(match: MatchIpv6header0, ctx: Context) -> str:
    headers = [header_name(*header, ctx) for bit, header in HEADERS.items() if match.matchflags & bit]
    out = f"{inverted(match.invflags)} --header {','.join(headers) or 'NONE'}"
    return f"{out} --soft" if match.modeflag else out


EXTENSION = Extension("match", "ipv6header", {0: words})
