"""Target SET: adds to, deletes from and maps by an ipset (libxt_SET.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.ext.ipset import NO_SET, SetInfo, SetInfoV0, directions, directions_v0, set_name
from iptblob.spec.layouts.target_set_0 import TargetSet0
from iptblob.spec.layouts.target_set_1 import TargetSet1
from iptblob.spec.layouts.target_set_2 import TargetSet2
from iptblob.spec.layouts.target_set_3 import TargetSet3

EXIST = 0x01
NO_TIMEOUT = 0xFFFFFFFF
MAPS = {0x100: " --map-mark", 0x200: " --map-prio", 0x400: " --map-queue"}


def named_v0(option: str, info: SetInfoV0, ctx: Context) -> str:
    if info.set_index == NO_SET:
        return ""
    return f" {option} {set_name(info.set_index, ctx)}{directions_v0(info)}"


def named(option: str, info: SetInfo, ctx: Context) -> str:
    """`` OPTION NAME src,dst``, or nothing where no set is meant."""
    if info.set_index == NO_SET:
        return ""
    return f" {option} {set_name(info.set_index, ctx)}{directions(info)}"


def words_0(target: TargetSet0, ctx: Context) -> str:
    return named_v0("--add-set", target.add_set, ctx) + named_v0("--del-set", target.del_set, ctx)


def words_1(target: TargetSet1, ctx: Context) -> str:
    return named("--add-set", target.add_set, ctx) + named("--del-set", target.del_set, ctx)


def words_2(target: TargetSet2 | TargetSet3, ctx: Context) -> str:
    out = named("--add-set", target.add_set, ctx)
    out += " --exist" if target.flags & EXIST else ""
    out += f" --timeout {target.timeout}" if target.timeout != NO_TIMEOUT else ""
    return out + named("--del-set", target.del_set, ctx)


def words_3(target: TargetSet3, ctx: Context) -> str:
    out = words_2(target, ctx) + named("--map-set", target.map_set, ctx)
    return out + "".join(option for flag, option in MAPS.items() if target.flags & flag)


EXTENSION = Extension("target", "SET", {0: words_0, 1: words_1, 2: words_2, 3: words_3})
