"""Match tos: type of service (libxt_tos.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_tos_0 import MatchTos0
from iptblob.spec.layouts.match_tos_1 import MatchTos1


def words_0(match: MatchTos0, _: Context) -> str:
    return f"{inverted(match.invert)} --tos 0x{match.tos:02x}"


def words_1(match: MatchTos1, _: Context) -> str:
    return f"{inverted(match.invert)} --tos 0x{match.tos_value:02x}/0x{match.tos_mask:02x}"


EXTENSION = Extension("match", "tos", {0: words_0, 1: words_1})
