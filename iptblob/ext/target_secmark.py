"""Target SECMARK: a security context (libxt_SECMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, text
from iptblob.spec.layouts.target_secmark_0 import TargetSecmark0
from iptblob.spec.layouts.target_secmark_1 import TargetSecmark1

SELINUX = 1


def words(target: TargetSecmark0 | TargetSecmark1, _: Context) -> str:
    """iptables-save gives up on an unknown mode; here its number stands in for the option."""
    option = "--selctx" if target.mode == SELINUX else f"[mode {target.mode}]"
    return f" {option} {text(target.secctx)}"


EXTENSION = Extension("target", "SECMARK", {0: words, 1: words})
