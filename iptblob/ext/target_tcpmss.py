"""Target TCPMSS (libxt_TCPMSS.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_tcpmss_0 import TargetTcpmss0

CLAMP = 0xFFFF


def words(target: TargetTcpmss0, _: Context) -> str:
    return " --clamp-mss-to-pmtu" if target.mss == CLAMP else f" --set-mss {target.mss}"


EXTENSION = Extension("target", "TCPMSS", {0: words})
