"""Match hbh: hop-by-hop options of IPv6 (libip6t_hbh.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.ext.ipv6_options import words_of
from iptblob.spec.layouts.match_hbh_0 import MatchHbh0


def words(match: MatchHbh0, _: Context) -> str:
    return words_of("hbh", match)


EXTENSION = Extension("match", "hbh", {0: words})
