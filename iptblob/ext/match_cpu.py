"""Match cpu: processor that handles the packet (libxt_cpu.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_cpu_0 import MatchCpu0


def words(match: MatchCpu0, _: Context) -> str:
    return f"{inverted(match.invert)} --cpu {match.cpu}"


EXTENSION = Extension("match", "cpu", {0: words})
