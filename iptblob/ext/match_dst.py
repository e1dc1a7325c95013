"""Match dst: destination options of IPv6 (libip6t_dst.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.ext.ipv6_options import words_of
from iptblob.spec.layouts.match_dst_0 import MatchDst0


def words(match: MatchDst0, _: Context) -> str:
    return words_of("dst", match)


EXTENSION = Extension("match", "dst", {0: words})
