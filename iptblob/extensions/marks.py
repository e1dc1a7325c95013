"""What the matches mark and connmark share: struct xt_mark_mtinfo1 and the older ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.meaning import Columns, PayloadContext, low_32


def columns(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """Revision 0 has unsigned longs, of which the kernel compares 32 bits with a mark (xt_mark.c, v2.6.24)."""
    return low_32(records["mark"]), low_32(records["mask"]), records["invert"]


COMPARED = Columns(columns)
