"""Target HL (libip6t_HL.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_hl_0 import TargetHl0

MODES = {0: " --hl-set", 1: " --hl-inc", 2: " --hl-dec"}


def words(target: TargetHl0, _: Context) -> str:
    """An unknown mode prints the bare number."""
    return f"{MODES.get(target.mode, '')} {target.hop_limit}"


EXTENSION = Extension("target", "HL", {0: words})
