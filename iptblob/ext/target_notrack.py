"""Target NOTRACK, which has no options (libxt_CT.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, Extension


def words(_: Any, __: Context) -> str:
    return ""


EXTENSION = Extension("target", "NOTRACK", {0: words})
