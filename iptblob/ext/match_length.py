"""Match length: length of a packet (libxt_length.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_length_0 import MatchLength0


def words(match: MatchLength0, _: Context) -> str:
    length = str(match.min) if match.min == match.max else f"{match.min}:{match.max}"
    return f"{inverted(match.invert)} --length {length}"


EXTENSION = Extension("match", "length", {0: words})
