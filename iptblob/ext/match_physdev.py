"""Match physdev: bridge ports (libxt_physdev.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, text
from iptblob.spec.layouts.match_physdev_0 import MatchPhysdev0

IN, OUT, BRIDGED, IS_IN, IS_OUT = 0x01, 0x02, 0x04, 0x08, 0x10


def words(match: MatchPhysdev0, _: Context) -> str:
    tests = (
        (IS_IN, " --physdev-is-in"),
        (IN, f" --physdev-in {text(match.physindev)}"),
        (IS_OUT, " --physdev-is-out"),
        (OUT, f" --physdev-out {text(match.physoutdev)}"),
        (BRIDGED, " --physdev-is-bridged"),
    )
    return "".join(inverted(match.invert & flag) + option for flag, option in tests if match.bitmask & flag)


EXTENSION = Extension("match", "physdev", {0: words})
