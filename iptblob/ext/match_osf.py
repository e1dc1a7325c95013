"""Match osf: operating system of the sender (libxt_osf.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, text
from iptblob.spec.layouts.match_osf_0 import MatchOsf0

TTL, LOG, INVERT = 0x2, 0x4, 0x8


def words(match: MatchOsf0, _: Context) -> str:
    out = f"{inverted(match.flags & INVERT)} --genre {text(match.genre)}"
    out += f" --ttl {match.ttl}" if match.flags & TTL else ""
    return out + (f" --log {match.loglevel}" if match.flags & LOG else "")


EXTENSION = Extension("match", "osf", {0: words})
