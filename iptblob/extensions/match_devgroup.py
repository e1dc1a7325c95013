"""Match devgroup: groups of the interfaces (libxt_devgroup.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted, value_and_mask
from iptblob.extensions.constraints import (
    FINE,
    INPUT,
    OUTPUT,
    POSTROUTING,
    PREROUTING,
    Constraints,
    Issue,
    Subject,
    bad,
)
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Effect, Fields, Given, Options, RuleOption, named_and_mask
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_devgroup_0 import MatchDevgroup0
from iptblob.terms import pure

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


def check(x: Subject) -> Sequence[Issue]:
    """devgroup_mt_checkentry."""
    flags = x.row.flags
    if flags & ~0x0F:
        return bad("flags", f"flags are {flags:#x}, known bits are 0xf")
    if flags & 1 and x.reached(OUTPUT | POSTROUTING):
        return bad("flags", "the source group is tested, but the rule is reached from OUTPUT or POSTROUTING")
    if flags & 4 and x.reached(PREROUTING | INPUT):
        return bad("flags", "the destination group is tested, but the rule is reached from PREROUTING or INPUT")
    return FINE


def group(side: str, bit: int, inverted_bit: int) -> Effect:
    """A number with or without a mask, or a name of the host's groups."""

    def effect(fields: Fields, given: Given) -> None:
        number, mask = named_and_mask(given.value, given.names.groups)
        bits = bit | (inverted_bit if given.inverted else 0)
        fields.update({f"{side}_group": number, f"{side}_mask": mask, "flags": fields.get("flags", 0) | bits})

    return effect


OPTIONS = Options(
    (
        RuleOption("--src-group", group("src", MATCH_SRC, INVERT_SRC), invertible=True),
        RuleOption("--dst-group", group("dst", MATCH_DST, INVERT_DST), invertible=True),
    ),
    one_of=("--src-group", "--dst-group"),
)

EXTENSION = Extension(
    "match",
    "devgroup",
    "net/netfilter/xt_devgroup.c",
    {
        0: Revision(
            MatchDevgroup0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "flags within 0xf; source group from PREROUTING, INPUT, FORWARD, destination group from "
                "FORWARD, OUTPUT, POSTROUTING",
                "devgroup_mt_checkentry",
            ),
            unspec=True,
            packet=pure("the groups of interfaces", by_hook=True),
        ),
    },
    holds=holds("flags src_group src_mask dst_group dst_mask"),
)
