"""Target SET: adds to, deletes from and maps by an ipset (libxt_SET.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FINE, HOOKS_FIRST, INPUT, PREROUTING, Constraints, Issue, Subject, bad, need
from iptblob.extensions.held import holds
from iptblob.extensions.ipset import (
    NO_SET,
    SET_DIMENSIONS,
    SetGiven,
    SetGivenV0,
    SetInfo,
    SetInfoV0,
    directions,
    directions_v0,
    set_meant,
    set_meant_0,
    set_name,
    set_option,
    set_option_0,
)
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import End, Fields, OptionError, Options, RuleOption, flag, put, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_set_0 import TargetSet0
from iptblob.spec.layouts.target_set_1 import TargetSet1
from iptblob.spec.layouts.target_set_2 import TargetSet2
from iptblob.spec.layouts.target_set_3 import TargetSet3
from iptblob.terms import ChangesSets

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


def sense_0(target: TargetSet0, side: PayloadContext) -> object:
    return set_meant_0(target.add_set, side), set_meant_0(target.del_set, side), None, 0, NO_TIMEOUT


def sense_1(target: TargetSet1, side: PayloadContext) -> object:
    return set_meant(target.add_set, side), set_meant(target.del_set, side), None, 0, NO_TIMEOUT


def sense_2(target: TargetSet2, side: PayloadContext) -> object:
    add, delete = set_meant(target.add_set, side), set_meant(target.del_set, side)
    return add, delete, None, target.flags, target.timeout


def sense_3(target: TargetSet3, side: PayloadContext) -> object:
    add, delete = set_meant(target.add_set, side), set_meant(target.del_set, side)
    return add, delete, set_meant(target.map_set, side), target.flags, target.timeout


def check(x: Subject) -> Sequence[Issue]:
    """set_target_v0_checkentry to set_target_v3_checkentry: to add to, delete from, in v3 to map from."""
    row = x.row
    issues: list[Issue] = []
    misplaced = _map_place(x) if x.revision == 3 else FINE
    others = row.add_set.set_index != NO_SET or row.del_set.set_index != NO_SET
    if misplaced and (not others or x.made(HOOKS_FIRST)):
        return misplaced
    fields = ["add_set", "del_set"] + (["map_set"] if x.revision == 3 else [])
    for field in fields:
        index = getattr(row, field).set_index
        if index != NO_SET:
            if field == "map_set":
                issues += misplaced
            issues.append(need("ipset", field, f"a set with index {index} must exist"))
    for field in fields:
        found = getattr(row, field)
        if x.revision == 0:
            if found.flags[SET_DIMENSIONS - 1]:
                issues.append(Issue("ERANGE", field, f"more than {SET_DIMENSIONS} dimensions"))
        elif found.dim > SET_DIMENSIONS:
            issues.append(Issue("ERANGE", field, f"{found.dim} dimensions, the most are {SET_DIMENSIONS}"))
    return issues


def _map_place(x: Subject) -> Sequence[Issue]:
    if x.row.map_set.set_index == NO_SET:
        return FINE
    if x.table != b"mangle":
        return bad("map_set", "a set is mapped outside of table mangle")
    if x.row.flags & 0x06 << 8 and x.reached(PREROUTING | INPUT):
        return bad("map_set", "priority or queue are mapped, but the rule is reached from PREROUTING or INPUT")
    return FINE


SAYS = "sets that exist, at most 6 dimensions; maps in table mangle only"


def sets_named(infos: Sequence[Any], ctx: Context) -> tuple[str, ...]:
    indices = [info.set_index for info in infos if info.set_index != NO_SET]
    return tuple(ctx.names.ipsets.get(index, f"#{index}") for index in indices)


def change(target: TargetSet0 | TargetSet1 | TargetSet2, ctx: Context) -> ChangesSets:
    """set_target_v0, set_target_v1, set_target_v2 (v6.18)."""
    return ChangesSets(sets_named((target.add_set, target.del_set), ctx))


def change_3(target: TargetSet3, ctx: Context) -> ChangesSets:
    """set_target_v3 (v6.18): a set may hold a mark for its member."""
    return ChangesSets(sets_named((target.add_set, target.del_set), ctx), marks=target.map_set.set_index != NO_SET)


NOTHING = SetGiven()


def takes(name: str, field: str) -> RuleOption:
    return RuleOption(name, set_option(field), words=2, invertible=True)


ADD, DELETE, MAP = takes("--add-set", "add_set"), takes("--del-set", "del_set"), takes("--map-set", "map_set")
TIMED = (
    RuleOption("--exist", flag("flags", EXIST), words=0, repeatable=True, invertible=True, wants=("--add-set",)),
    RuleOption("--timeout", put(timeout=up_to(NO_TIMEOUT - 1)), repeatable=True, invertible=True,
               wants=("--add-set",)),
)  # fmt: skip
MAPPED = tuple(
    RuleOption(option.strip(), flag("flags", bit), words=0, repeatable=True, invertible=True, wants=("--map-set",))
    for bit, option in MAPS.items()
)
START = {"add_set": NOTHING, "del_set": NOTHING}


def settle(_: Fields, end: End) -> None:
    if "--map-set" in end.said and not end.said & {option.name for option in MAPPED}:
        raise OptionError("--map-set wants --map-mark, --map-prio or --map-queue")


OPTIONS_1 = Options((ADD, DELETE), start=START, one_of=("--add-set", "--del-set"))
OPTIONS_2 = Options((ADD, DELETE, *TIMED), start=START | {"timeout": NO_TIMEOUT}, one_of=("--add-set", "--del-set"),
                    since=(1, 4, 12))  # fmt: skip
OPTIONS_3 = Options(
    (ADD, DELETE, MAP, *TIMED, *MAPPED),
    start=START | {"map_set": NOTHING, "timeout": NO_TIMEOUT},
    one_of=("--add-set", "--del-set", "--map-set"),
    finish=settle,
    since=(1, 6, 0),
)

OPTIONS_0 = Options(
    (
        RuleOption("--add-set", set_option_0("add_set"), words=2, invertible=True),
        RuleOption("--del-set", set_option_0("del_set"), words=2, invertible=True),
    ),
    start={"add_set": SetGivenV0(), "del_set": SetGivenV0()},
    one_of=("--add-set", "--del-set"),
    families=("ipv4",),
)

EXTENSION = Extension(
    "target",
    "SET",
    "net/netfilter/xt_set.c",
    {
        0: Revision(
            TargetSet0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Sense(sense_0),
            constraints=Constraints(check, "sets that exist, at most 6 dimensions", "set_target_v0_checkentry"),
            ipsets=("add_set", "del_set"),
            effect=change,
        ),
        1: Revision(
            TargetSet1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Sense(sense_1),
            constraints=Constraints(check, SAYS, "set_target_v1_checkentry"),
            ipsets=("add_set", "del_set"),
            effect=change,
        ),
        2: Revision(
            TargetSet2,
            words=words_2,
            options=OPTIONS_2,
            meaning=Sense(sense_2),
            constraints=Constraints(check, SAYS, "set_target_v2_checkentry"),
            ipsets=("add_set", "del_set"),
            effect=change,
        ),
        3: Revision(
            TargetSet3,
            words=words_3,
            options=OPTIONS_3,
            meaning=Sense(sense_3),
            constraints=Constraints(check, SAYS, "set_target_v3_checkentry", changes=(HOOKS_FIRST,)),
            ipsets=("add_set", "del_set", "map_set"),
            effect=change_3,
        ),
    },
    holds=holds(
        "add_set.set_index add_set.flags del_set.set_index del_set.flags add_set.dim del_set.dim "
        "flags timeout map_set.set_index map_set.dim map_set.flags",
    ),
)
