"""Match rpfilter: reverse path test (libxt_rpfilter.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, flag_words
from iptblob.spec.layouts.match_rpfilter_0 import MatchRpfilter0

OPTIONS = {0x1: " --loose", 0x2: " --validmark", 0x4: " --accept-local", 0x8: " --invert"}


def words(match: MatchRpfilter0, _: Context) -> str:
    return flag_words(match.flags, OPTIONS, "")


EXTENSION = Extension("match", "rpfilter", {0: words})
