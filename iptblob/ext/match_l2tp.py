"""Match l2tp: tunnel and session. iptables has no library for it; the words are those of the kernel's fields."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.match_l2tp_0 import MatchL2tp0

TID, SID, VERSION, TYPE = 0x1, 0x2, 0x4, 0x8
TYPES = {0: "control", 1: "data"}


def words(match: MatchL2tp0, _: Context) -> str:
    tests = (
        (TID, f" --tid {match.tid}"),
        (SID, f" --sid {match.sid}"),
        (VERSION, f" --pversion {match.version}"),
        (TYPE, f" --type {TYPES.get(match.type, match.type)}"),
    )
    return "".join(option for flag, option in tests if match.flags & flag)


EXTENSION = Extension("match", "l2tp", {0: words})
