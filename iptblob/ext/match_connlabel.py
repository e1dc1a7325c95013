"""Match connlabel: label of a connection (libxt_connlabel.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_connlabel_0 import MatchConnlabel0

INVERT, SET = 0x1, 0x2


def words(match: MatchConnlabel0, ctx: Context) -> str:
    label = ctx.names.connlabels.get(match.bit) or match.bit
    out = f'{inverted(match.options & INVERT)} --label "{label}"'
    return f"{out} --set" if match.options & SET else out


EXTENSION = Extension("match", "connlabel", {0: words})
