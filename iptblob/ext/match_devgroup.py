"""Match devgroup: groups of the interfaces (libxt_devgroup.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, value_and_mask
from iptblob.spec.layouts.match_devgroup_0 import MatchDevgroup0

MATCH_SRC, INVERT_SRC, MATCH_DST, INVERT_DST = 0x1, 0x2, 0x4, 0x8


def words(match: MatchDevgroup0, ctx: Context) -> str:
    flags, groups = match.flags, ctx.names.groups
    out = ""
    if flags & MATCH_SRC:
        group = value_and_mask(match.src_group, match.src_mask, groups)
        out += f"{inverted(flags & INVERT_SRC)} --src-group {group}"
    if flags & MATCH_DST:
        group = value_and_mask(match.dst_group, match.dst_mask, groups)
        out += f"{inverted(flags & INVERT_DST)} --dst-group {group}"
    return out


EXTENSION = Extension("match", "devgroup", {0: words})
