"""Match dscp: Differentiated Services Code Point (libxt_dscp.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_dscp_0 import MatchDscp0


def words(match: MatchDscp0, _: Context) -> str:
    return f"{inverted(match.invert)} --dscp 0x{match.dscp:02x}"


EXTENSION = Extension("match", "dscp", {0: words})
