"""Target TOS (libxt_TOS.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_tos_0 import TargetTos0
from iptblob.spec.layouts.target_tos_1 import TargetTos1


def words_0(target: TargetTos0, _: Context) -> str:
    return f" --set-tos 0x{target.tos:02x}"


def words_1(target: TargetTos1, _: Context) -> str:
    return f" --set-tos 0x{target.tos_value:02x}/0x{target.tos_mask:02x}"


EXTENSION = Extension("target", "TOS", {0: words_0, 1: words_1})
