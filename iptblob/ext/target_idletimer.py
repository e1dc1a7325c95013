"""Target IDLETIMER: timeout and label (libxt_IDLETIMER.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Context, Extension, text
from iptblob.spec.layouts.target_idletimer_0 import TargetIdletimer0
from iptblob.spec.layouts.target_idletimer_1 import TargetIdletimer1

ALARM = 1


def words_0(target: TargetIdletimer0 | TargetIdletimer1, _: Context) -> str:
    return f" --timeout {target.timeout} --label {text(target.label)}"


def words_1(target: TargetIdletimer1, ctx: Context) -> str:
    return words_0(target, ctx) + (" --alarm" if target.timer_type == ALARM else "")


EXTENSION = Extension(
    "target", "IDLETIMER", {0: words_0, 1: words_1, (0, "arp"): trailing(words_0), (1, "arp"): trailing(words_1)}
)
