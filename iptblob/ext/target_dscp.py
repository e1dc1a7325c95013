"""Target DSCP (libxt_DSCP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_dscp_0 import TargetDscp0


def words(target: TargetDscp0, _: Context) -> str:
    return f" --set-dscp 0x{target.dscp:02x}"


EXTENSION = Extension("target", "DSCP", {0: words})
