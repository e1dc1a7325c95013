"""Match statistic: a random share, or every n-th packet (libxt_statistic.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.meaning import Columns, PayloadContext
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_statistic_0 import MatchStatistic0

INVERT = 0x1
RANDOM, NTH = 0, 1
CERTAIN = 0x80000000
MOST = CERTAIN - 1


def words(match: MatchStatistic0, _: Context) -> str:
    """The mode and its figures; nothing for a mode that does not exist."""
    bang = inverted(match.flags & INVERT)
    if match.mode == RANDOM:
        return f" --mode random{bang} --probability {match.every / CERTAIN:.11f}"
    if match.mode == NTH:
        return f" --mode nth{bang} --every {(match.every + 1) & 0xFFFFFFFF} --packet {match.packet}"
    return ""


def columns(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """In random mode one number counts; 31 bits are drawn, so from all ones on it is certain (xt_statistic.c, v6.1)."""
    random, every = records["mode"] == RANDOM, records["every"]
    return (
        records["mode"], records["flags"],
        np.where(random, np.minimum(every, MOST), every), np.where(random, 0, records["packet"]),
    )  # fmt: skip


def check(x: Subject) -> Sequence[Issue]:
    """statistic_mt_check."""
    if x.row.mode > 1:
        return bad("mode", f"mode is {x.row.mode}, the most is 1")
    return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0x1") if x.row.flags & ~1 else FINE


EXTENSION = Extension(
    "match",
    "statistic",
    "net/netfilter/xt_statistic.c",
    {
        0: Revision(
            MatchStatistic0,
            words=words,
            meaning=Columns(columns),
            constraints=Constraints(check, "mode at most 1, flags within 0x1", "statistic_mt_check"),
            unspec=True,
        ),
    },
)
