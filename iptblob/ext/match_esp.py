"""Match esp: encapsulating security payload (libxt_esp.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, full_range
from iptblob.spec.layouts.match_esp_0 import MatchEsp0

INV_SPI = 0x1


def words(match: MatchEsp0, ctx: Context) -> str:
    return full_range("--espspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)


EXTENSION = Extension("match", "esp", {0: words})
