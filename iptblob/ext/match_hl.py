"""Match hl: hop limit of IPv6 (libip6t_hl.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.match_hl_0 import MatchHl0

MODES = {0: "--hl-eq", 1: "! --hl-eq", 2: "--hl-lt", 3: "--hl-gt"}


def words(match: MatchHl0, _: Context) -> str:
    return f" {MODES.get(match.mode, match.mode)} {match.hop_limit}"


EXTENSION = Extension("match", "hl", {0: words})
