"""Match connmark: mark of a connection (libxt_connmark.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, value_and_mask
from iptblob.spec.layouts.match_connmark_0 import MatchConnmark0
from iptblob.spec.layouts.match_connmark_1 import MatchConnmark1


def words(match: MatchConnmark0 | MatchConnmark1, _: Context) -> str:
    return f"{inverted(match.invert)} --mark {value_and_mask(match.mark, match.mask)}"


EXTENSION = Extension("match", "connmark", {0: words, 1: words})
