"""Target CHECKSUM (libxt_CHECKSUM.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_checksum_0 import TargetChecksum0

FILL = 0x01


def words(target: TargetChecksum0, _: Context) -> str:
    return " --checksum-fill" if target.operation & FILL else ""


EXTENSION = Extension("target", "CHECKSUM", {0: words})
