"""Match mark: the mark of a packet (libxt_mark.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from iptblob.ext import cells
from iptblob.ext.base import Context, Extension, inverted, value_and_mask
from iptblob.ext.cells import Cells, Mask
from iptblob.spec.layouts.match_mark_0 import MatchMark0
from iptblob.spec.layouts.match_mark_1 import MatchMark1


def words(match: MatchMark0 | MatchMark1, _: Context) -> str:
    return f"{inverted(match.invert)} --mark {value_and_mask(match.mark, match.mask)}"


def bulk(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    """A mark compared whole and not inverted is printed alone."""
    usual = (records["mask"] == 0xFFFFFFFF) & (records["invert"] == 0)
    return cells.joined([cells.same(" --mark ", len(records)), cells.hexadecimal(records["mark"])]), usual


EXTENSION = Extension("match", "mark", {0: words, 1: words}, bulk={1: bulk})
