"""Match eui64: source address made from the sender's EUI-64 (libip6t_eui64.c, iptables 1.8.9). It has no options."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.match_eui64_0 import MatchEui640


def words(_match: MatchEui640, _: Context) -> str:
    return ""


EXTENSION = Extension("match", "eui64", {0: words})
