"""Match icmp6: type and code (libip6t_icmp6.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_icmp6_0 import MatchIcmp60

INVERT = 0x1
ALL_CODES = [0, 0xFF]


def words(match: MatchIcmp60, _: Context) -> str:
    code = "" if match.codes == ALL_CODES else f"/{match.codes[0]}"
    return f"{inverted(match.invflags & INVERT)} --icmpv6-type {match.type}{code}"


EXTENSION = Extension("match", "icmp6", {0: words})
