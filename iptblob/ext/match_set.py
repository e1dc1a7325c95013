"""Match set: asks an ipset (libxt_set.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.ext.ipset import SetInfo, directions, directions_v0, set_name
from iptblob.spec.layouts.match_set_0 import MatchSet0
from iptblob.spec.layouts.match_set_1 import MatchSet1
from iptblob.spec.layouts.match_set_2 import MatchSet2
from iptblob.spec.layouts.match_set_3 import MatchSet3, MatchSet3CounterMatch0
from iptblob.spec.layouts.match_set_4 import MatchSet4, MatchSet4CounterMatch

INVERT_V0 = 0x04
INVERT, RETURN_NOMATCH_V2 = 0x01, 0x80
FLAGS = {0x80: " --return-nomatch", 0x08: " ! --update-counters", 0x10: " ! --update-subcounters"}
COMPARED = {1: " --{}-eq", 2: " ! --{}-eq", 3: " --{}-lt", 4: " --{}-gt"}


def match_set(info: SetInfo, ctx: Context) -> str:
    return f"{inverted(info.flags & INVERT)} --match-set {set_name(info.set_index, ctx)}{directions(info)}"


def counter(name: str, test: MatchSet3CounterMatch0 | MatchSet4CounterMatch) -> str:
    """`` --packets-lt 5``, or nothing where the counter is not compared."""
    return f"{COMPARED[test.op].format(name)} {test.value}" if test.op in COMPARED else ""


def words_0(match: MatchSet0, ctx: Context) -> str:
    info = match.match_set
    start = f"{inverted(info.flags[0] & INVERT_V0)} --match-set {set_name(info.set_index, ctx)}"
    return start + directions_v0(info)


def words_1(match: MatchSet1, ctx: Context) -> str:
    return match_set(match.match_set, ctx)


def words_2(match: MatchSet2, ctx: Context) -> str:
    nomatch = match.match_set.flags & RETURN_NOMATCH_V2
    return match_set(match.match_set, ctx) + (" --return-nomatch" if nomatch else "")


def words_3(match: MatchSet3 | MatchSet4, ctx: Context) -> str:
    options = "".join(option for flag, option in FLAGS.items() if match.flags & flag)
    return match_set(match.match_set, ctx) + options + counter("packets", match.packets) + counter("bytes", match.bytes)


EXTENSION = Extension("match", "set", {0: words_0, 1: words_1, 2: words_2, 3: words_3, 4: words_3})
