"""Match mark: the mark of a packet (libxt_mark.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, Extension, inverted, value_and_mask
from iptblob.spec.layouts.match_mark_0 import MatchMark0
from iptblob.spec.layouts.match_mark_1 import MatchMark1


def words(match: MatchMark0 | MatchMark1, _: Context) -> str:
    return f"{inverted(match.invert)} --mark {value_and_mask(match.mark, match.mask)}"


def bulk(start: str, fields: list[list[Any]], ctx: Context) -> list[str]:
    """A mark compared whole and not inverted is printed alone."""
    whole = 0xFFFFFFFF
    texts = []
    for mark, mask, invert in zip(*fields, strict=True):
        common = mask == whole and not invert
        texts.append(f"{start} --mark 0x{mark:x}" if common else start + words(MatchMark1(mark, mask, invert), ctx))
    return texts


EXTENSION = Extension("match", "mark", {0: words, 1: words}, bulk={1: bulk})
