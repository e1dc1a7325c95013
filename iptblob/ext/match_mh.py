"""Match mh: type of a Mobile IPv6 header (libip6t_mh.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, full_range
from iptblob.spec.layouts.match_mh_0 import MatchMh0

INV_TYPE = 0x01


def words(match: MatchMh0, ctx: Context) -> str:
    return full_range("--mh-type", match.types, 0xFF, match.invflags & INV_TYPE, ctx)


EXTENSION = Extension("match", "mh", {0: words})
