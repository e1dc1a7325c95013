"""Target SYNPROXY: TCP options that are offered (libxt_SYNPROXY.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_synproxy_0 import TargetSynproxy0

MSS, WSCALE, SACK_PERM, TIMESTAMP, ECN = 0x01, 0x02, 0x04, 0x08, 0x10


def words(target: TargetSynproxy0, _: Context) -> str:
    parts = (
        (SACK_PERM, " --sack-perm"),
        (TIMESTAMP, " --timestamp"),
        (WSCALE, f" --wscale {target.wscale}"),
        (MSS, f" --mss {target.mss}"),
        (ECN, " --ecn"),
    )
    return "".join(option for flag, option in parts if target.options & flag)


EXTENSION = Extension("target", "SYNPROXY", {0: words})
