"""Match ecn: Explicit Congestion Notification (libxt_ecn.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_ecn_0 import MatchEcn0

IP, ECE, CWR = 0x01, 0x10, 0x20


def words(match: MatchEcn0, _: Context) -> str:
    tests = ((ECE, "--ecn-tcp-ece"), (CWR, "--ecn-tcp-cwr"), (IP, f"--ecn-ip-ect {match.ip_ect}"))
    return "".join(f"{inverted(match.invert & flag)} {test}" for flag, test in tests if match.operation & flag)


EXTENSION = Extension("match", "ecn", {0: words})
