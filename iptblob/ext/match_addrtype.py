"""Match addrtype: routing type of an address (libxt_addrtype.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, flag_words, inverted
from iptblob.spec.layouts.match_addrtype_0 import MatchAddrtype0
from iptblob.spec.layouts.match_addrtype_1 import MatchAddrtype1

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


EXTENSION = Extension("match", "addrtype", {0: words_0, 1: words_1})
