"""Match mac: Ethernet address of the sender (libxt_mac.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_mac_0 import MatchMac0


def words(match: MatchMac0, _: Context) -> str:
    return f"{inverted(match.invert)} --mac-source {match.srcaddr.hex(':')}"


EXTENSION = Extension("match", "mac", {0: words})
