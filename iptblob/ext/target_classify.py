"""Target CLASSIFY: a traffic class (libxt_CLASSIFY.c, iptables 1.8.9; arpt_CLASSIFY.c, arptables 0.0.5)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_classify_0 import TargetClassify0


def words(target: TargetClassify0, _: Context) -> str:
    return f" --set-class {target.priority >> 16:04x}:{target.priority & 0xFFFF:04x}"


def words_arp(target: TargetClassify0, _: Context) -> str:
    return f"--set-class {target.priority >> 16:x}:{target.priority & 0xFFFF:x} "


EXTENSION = Extension("target", "CLASSIFY", {0: words, (0, "arp"): words_arp})
