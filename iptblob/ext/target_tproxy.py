"""Target TPROXY: the local socket and a mark (libxt_TPROXY.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, address
from iptblob.spec.layouts.target_tproxy_0 import TargetTproxy0
from iptblob.spec.layouts.target_tproxy_1 import TargetTproxy1


def words(target: TargetTproxy0 | TargetTproxy1, ctx: Context) -> str:
    return (
        f" --on-port {target.lport} --on-ip {address(target.laddr, ctx.family)}"
        f" --tproxy-mark 0x{target.mark_value:x}/0x{target.mark_mask:x}"
    )


EXTENSION = Extension("target", "TPROXY", {0: words, 1: words})
