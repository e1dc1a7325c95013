"""Match quota: so many bytes and no more (libxt_quota.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_quota_0 import MatchQuota0

INVERT = 0x1


def words(match: MatchQuota0, _: Context) -> str:
    return f"{inverted(match.flags & INVERT)} --quota {match.quota}"


EXTENSION = Extension("match", "quota", {0: words})
