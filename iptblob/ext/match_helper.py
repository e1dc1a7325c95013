"""Match helper: connection tracking helper (libxt_helper.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, quoted
from iptblob.spec.layouts.match_helper_0 import MatchHelper0


def words(match: MatchHelper0, _: Context) -> str:
    return f"{inverted(match.invert)} --helper {quoted(match.name)}"


EXTENSION = Extension("match", "helper", {0: words})
