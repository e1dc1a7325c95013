"""Target TTL (libipt_TTL.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_ttl_0 import TargetTtl0

MODES = {0: " --ttl-set", 1: " --ttl-inc", 2: " --ttl-dec"}


def words(target: TargetTtl0, _: Context) -> str:
    """An unknown mode prints the bare number."""
    return f"{MODES.get(target.mode, '')} {target.ttl}"


EXTENSION = Extension("target", "TTL", {0: words})
