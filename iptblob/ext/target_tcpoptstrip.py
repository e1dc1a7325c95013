"""Target TCPOPTSTRIP: numbers of TCP options (libxt_TCPOPTSTRIP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_tcpoptstrip_0 import TargetTcpoptstrip0


def words(target: TargetTcpoptstrip0, _: Context) -> str:
    chosen = [number for number in range(256) if target.strip_bmap[number >> 5] >> (number & 31) & 1]
    return f" --strip-options {','.join(map(str, chosen))}" if chosen else ""


EXTENSION = Extension("target", "TCPOPTSTRIP", {0: words})
