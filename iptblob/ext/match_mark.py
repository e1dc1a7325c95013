"""Match mark: the mark of a packet (libxt_mark.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, value_and_mask
from iptblob.spec.layouts.match_mark_0 import MatchMark0
from iptblob.spec.layouts.match_mark_1 import MatchMark1


def words(match: MatchMark0 | MatchMark1, _: Context) -> str:
    return f"{inverted(match.invert)} --mark {value_and_mask(match.mark, match.mask)}"


EXTENSION = Extension("match", "mark", {0: words, 1: words})
