"""Target TRACE, which has no options (libxt_TRACE.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, Extension


def words(_: Any, __: Context) -> str:
    return ""


EXTENSION = Extension("target", "TRACE", {0: words})
