"""Match tcpmss: the MSS option of a TCP packet (libxt_tcpmss.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_tcpmss_0 import MatchTcpmss0


def words(match: MatchTcpmss0, _: Context) -> str:
    low, high = match.mss_min, match.mss_max
    return f"{inverted(match.invert)} --mss {low if low == high else f'{low}:{high}'}"


EXTENSION = Extension("match", "tcpmss", {0: words})
