"""Target MARK: the mark of the packet (libxt_MARK.c, iptables 1.8.9; arpt_MARK.c, arptables 0.0.5)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.ext import cells
from iptblob.ext.base import Context, Extension
from iptblob.ext.cells import Cells, Mask
from iptblob.spec.layouts.target_mark_0 import TargetMark0
from iptblob.spec.layouts.target_mark_1 import TargetMark1
from iptblob.spec.layouts.target_mark_2 import TargetMark2

MODES = {0: " --set-mark", 1: " --and-mark", 2: " --or-mark"}


def words_0(target: TargetMark0, _: Context) -> str:
    return f" --set-mark 0x{target.mark:x}"


def words_1(target: TargetMark1, _: Context) -> str:
    """An unknown mode prints the bare mark."""
    return f"{MODES.get(target.mode, '')} 0x{target.mark:x}"


def words_2(target: TargetMark2, _: Context) -> str:
    return f" --set-xmark 0x{target.mark:x}/0x{target.mask:x}"


def words_2_arp(target: TargetMark2, _: Context) -> str:
    """Hexadecimal without 0x, and no space behind: so does arptables."""
    if target.mark == 0:
        return f"--and-mark {~target.mask & 0xFFFFFFFF:x}"
    if target.mark == target.mask:
        return f"--or-mark {target.mark:x}"
    return f"--set-mark {target.mark:x}"


def bulk_2(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    rows = len(records)
    mark, mask = cells.hexadecimal(records["mark"]), cells.hexadecimal(records["mask"])
    texts = cells.joined([cells.same(" --set-xmark ", rows), mark, cells.same("/", rows), mask])
    return texts, np.ones(rows, dtype=bool)


EXTENSION = Extension(
    "target", "MARK", {0: words_0, 1: words_1, 2: words_2, (2, "arp"): words_2_arp}, bulk={2: bulk_2}
)
