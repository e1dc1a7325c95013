"""Target TEE: where the copy goes (libxt_TEE.c, iptables 1.8.9; revision 0: libxt_TEE.c, xtables-addons 1.24)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, address, text
from iptblob.spec.layouts.target_tee_0 import TargetTee0
from iptblob.spec.layouts.target_tee_1 import TargetTee1


def words_0(target: TargetTee0 | TargetTee1, ctx: Context) -> str:
    return f" --gateway {address(target.gw, ctx.family)}"


def words_1(target: TargetTee1, ctx: Context) -> str:
    return words_0(target, ctx) + (f" --oif {text(target.oif)}" if target.oif else "")


EXTENSION = Extension("target", "TEE", {0: words_0, 1: words_1})
