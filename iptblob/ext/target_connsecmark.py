"""Target CONNSECMARK: which way a security mark is copied (libxt_CONNSECMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_connsecmark_0 import TargetConnsecmark0

MODES = {1: " --save", 2: " --restore"}


def words(target: TargetConnsecmark0, _: Context) -> str:
    """iptables-save gives up on an unknown mode; here its number stands in for it."""
    return MODES.get(target.mode, f" [mode {target.mode}]")


EXTENSION = Extension("target", "CONNSECMARK", {0: words})
