"""Match ttl: time to live (libipt_ttl.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.match_ttl_0 import MatchTtl0

MODES = {0: " --ttl-eq", 1: " ! --ttl-eq", 2: " --ttl-lt", 3: " --ttl-gt"}


def words(match: MatchTtl0, _: Context) -> str:
    return f"{MODES.get(match.mode, '')} {match.ttl}"


EXTENSION = Extension("match", "ttl", {0: words})
