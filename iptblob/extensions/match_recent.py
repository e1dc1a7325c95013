"""Match recent: addresses seen lately (libxt_recent.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.addresses import host
from iptblob.extensions.base import Context, address, inverted, text
from iptblob.extensions.constraints import Constraints, Issue, KernelChange, Subject, bad, proc_name
from iptblob.extensions.held import NameField, holds
from iptblob.extensions.meaning import ADDRESS, Columns, PayloadContext, c_string, inet_address
from iptblob.extensions.options import (
    U32,
    Fields,
    Given,
    Options,
    RuleOption,
    both,
    cut,
    flag,
    inverts,
    put,
    up_to,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_recent_0 import MatchRecent0
from iptblob.spec.layouts.match_recent_1 import MatchRecent1
from iptblob.terms import stateful

FEW_HITS, MANY_HITS = 0xFF, 0xFFFF
HITS_IN_16_BITS = KernelChange(
    "recent-hits",
    "hit counts from 256 to 65535 are taken",
    "netfilter: xt_recent: Lift restrictions on max hitcount value",
)
OPERATIONS = {0x02: " --set", 0x01: " --rcheck", 0x04: " --update", 0x08: " --remove"}
TTL, REAP = 0x10, 0x20
SIDES = {0: " --rsource", 1: " --rdest"}


def number(value: int, ctx: Context) -> int:
    """As printed: before iptables 1.8.11 with a sign."""
    return value - (1 << 32) if value >> 31 and ctx.iptables < (1, 8, 11) else value


def start(match: MatchRecent0 | MatchRecent1, ctx: Context) -> str:
    """Everything up to the name of the list."""
    out = inverted(match.invert) + "".join(option for flag, option in OPERATIONS.items() if match.check_set & flag)
    out += f" --seconds {number(match.seconds, ctx)}" if match.seconds else ""
    out += " --reap" if match.check_set & REAP else ""
    out += f" --hitcount {number(match.hit_count, ctx)}" if match.hit_count else ""
    out += " --rttl" if match.check_set & TTL else ""
    return f"{out} --name {text(match.name)}"


def words_0(match: MatchRecent0, ctx: Context) -> str:
    return start(match, ctx) + SIDES.get(match.side, "")


def words_1(match: MatchRecent1, ctx: Context) -> str:
    return f"{start(match, ctx)} --mask {address(match.mask, ctx.family)}{SIDES.get(match.side, '')}"


SHARED = ("seconds", "hit_count", "check_set", "invert", "side")


def columns_0(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    """The whole address counts."""
    ones = np.full(len(records), b"\xff" * ADDRESS, dtype=f"V{ADDRESS}")
    return [*(records[name] for name in SHARED), c_string(records["name"], 200), inet_address(ones, side)]


def columns_1(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    name, mask = c_string(records["name"], 200), inet_address(records["mask"], side)
    return [*(records[field] for field in SHARED), name, mask]


def check(x: Subject) -> Sequence[Issue]:
    """recent_mt_check_v0, recent_mt_check_v1."""
    row = x.row
    flags = row.check_set
    if flags & ~0x3F:
        return bad("check_set", f"check_set is {flags:#x}, known bits are 0x3f")
    if (flags & 0x0F).bit_count() != 1:
        return bad("check_set", "not exactly one of check, set, update and remove")
    if flags & 0x0A and (row.seconds or row.hit_count or flags & 0x30):
        return bad("check_set", "set and remove take no conditions")
    if flags & 0x20 and not row.seconds:
        return bad("seconds", "reap needs seconds")
    most = MANY_HITS if row.hit_count > FEW_HITS and x.made(HITS_IN_16_BITS) else FEW_HITS
    if row.hit_count > most:
        return bad("hit_count", f"hit_count is {row.hit_count}, the most is {most}")
    return proc_name(x, "name")


SAYS = (
    "one of check, set, update and remove, conditions only where they belong, hit_count at most 65535 "
    "(255 before), a name fit for /proc"
)

NAME = 199  # bytes, and the NUL
DEFAULT_NAME = b"DEFAULT"


def name(word: str) -> bytes:
    """It is written over the default one, of which the end stays behind the NUL (xtopt_parse_string)."""
    found = cut(word, NAME) + b"\0"
    return found + DEFAULT_NAME[len(found) :]


NAMES = tuple(option.strip() for option in OPERATIONS.values())


def set_mask(fields: Fields, given: Given) -> None:
    fields["mask"] = host(given.value, given.family)


TABLE = (
    *(RuleOption(option.strip(), both(flag("check_set", bit), inverts("invert", 1)), words=0, invertible=True)
      for bit, option in OPERATIONS.items()),
    RuleOption("--seconds", put(seconds=up_to(U32, 1))),
    RuleOption("--reap", flag("check_set", REAP), words=0, wants=("--seconds",)),
    RuleOption("--hitcount", put(hit_count=up_to(U32))),
    RuleOption("--rttl", flag("check_set", TTL), words=0, excludes=("--set", "--remove")),
    RuleOption("--name", put(name=name)),
    *(RuleOption(option.strip(), put(side=side), words=0) for side, option in SIDES.items()),
)  # fmt: skip
START = {"name": DEFAULT_NAME}
OPTIONS_0 = Options(TABLE, start=START, one_of=NAMES, apart=(NAMES,))
OPTIONS_1 = Options(
    (*TABLE, RuleOption("--mask", set_mask)),
    start=START | {"mask": b"\xff" * 16},
    one_of=NAMES,
    apart=(NAMES,),
    since=(1, 4, 15),
)

EXTENSION = Extension(
    "match",
    "recent",
    "net/netfilter/xt_recent.c",
    {
        0: Revision(
            MatchRecent0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Columns(columns_0),
            constraints=Constraints(check, SAYS, "recent_mt_check_v0", changes=(HITS_IN_16_BITS,)),
            packet=stateful("which addresses were seen before"),
        ),
        1: Revision(
            MatchRecent1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Columns(columns_1),
            constraints=Constraints(check, SAYS, "recent_mt_check_v1", changes=(HITS_IN_16_BITS,)),
            inet_addresses=("mask",),
            packet=stateful("which addresses were seen before"),
        ),
    },
    holds=holds("seconds hit_count check_set invert side mask", name=NameField(kept=(b"DEFAULT",))),
)
