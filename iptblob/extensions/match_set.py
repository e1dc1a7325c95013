"""Match set: asks an ipset (libxt_set.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, Issue, Subject
from iptblob.extensions.held import holds
from iptblob.extensions.ipset import (
    SET_DIMENSIONS,
    CounterGiven,
    SetInfo,
    directions,
    directions_v0,
    set_index,
    set_meant,
    set_meant_0,
    set_name,
    set_option,
    set_option_0,
)
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import U64, Effect, End, Fields, Given, Options, RuleOption, flag, inverts, number
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_set_0 import MatchSet0
from iptblob.spec.layouts.match_set_1 import MatchSet1
from iptblob.spec.layouts.match_set_2 import MatchSet2
from iptblob.spec.layouts.match_set_3 import MatchSet3, MatchSet3CounterMatch0
from iptblob.spec.layouts.match_set_4 import MatchSet4, MatchSet4CounterMatch
from iptblob.terms import Condition, Fact, SetLookup, inverted_if, steps

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


def sense_0(match: MatchSet0, side: PayloadContext) -> object:
    return set_meant_0(match.match_set, side), 0, (0, 0), (0, 0)


def sense_1(match: MatchSet1, side: PayloadContext) -> object:
    return set_meant(match.match_set, side), match.match_set.flags & RETURN_NOMATCH_V2, (0, 0), (0, 0)


def sense_3(match: MatchSet3 | MatchSet4, side: PayloadContext) -> object:
    flags = match.flags | match.match_set.flags & RETURN_NOMATCH_V2
    packets, octets = ((test.op, test.value if test.op else 0) for test in (match.packets, match.bytes))
    return set_meant(match.match_set, side), flags, packets, octets


def check_0(x: Subject) -> Sequence[Issue]:
    """set_match_v0_checkentry."""
    found = x.row.match_set
    issues = [set_index(found.set_index, "match_set")]
    if found.flags[SET_DIMENSIONS - 1]:
        issues.append(Issue("ERANGE", "match_set", f"more than {SET_DIMENSIONS} dimensions"))
    return issues


def check(x: Subject) -> Sequence[Issue]:
    """set_match_v1_checkentry, set_match_v3_checkentry, set_match_v4_checkentry."""
    found = x.row.match_set
    issues = [set_index(found.set_index, "match_set")]
    if found.dim > SET_DIMENSIONS:
        issues.append(Issue("ERANGE", "match_set", f"{found.dim} dimensions, the most are {SET_DIMENSIONS}"))
    return issues


SAYS = "a set that exists, at most 6 dimensions"
CONSTRAINTS = Constraints(check, SAYS, "set_match_v1_checkentry")

NO_MEMBERS = "who is a member the set says"


def looked_up(name: str, sides: tuple[str, ...], options: str) -> Fact:
    """One question to a set; with conditions on the counters of a member the answer depends on what passed before."""
    about = SetLookup(name, sides) if not options.replace(" ! --update-counters", "").replace(
        " ! --update-subcounters", "") else None  # fmt: skip
    counted = any(f"--{name}-" in options for name in ("packets", "bytes"))
    return Fact(f"set {name} {','.join(sides)}{options}", NO_MEMBERS, stateful=counted, about=about)


def sides_of(listed: str) -> tuple[str, ...]:
    return tuple(listed.strip().split(",")) if listed else ()


def set_called(index: int, ctx: Context) -> str:
    """Its name, or its number as no set can be called: a name has no #."""
    return ctx.names.ipsets.get(index, f"#{index}")


def packet_0(match: MatchSet0, ctx: Context) -> Condition:
    """set_match_v0 (v6.18)."""
    info = match.match_set
    fact = looked_up(set_called(info.set_index, ctx), sides_of(directions_v0(info)), "")
    return steps(inverted_if(info.flags[0] & INVERT_V0, fact))


def packet(match: MatchSet1 | MatchSet2 | MatchSet3 | MatchSet4, ctx: Context) -> Condition:
    """set_match_v1, set_match_v3, set_match_v4 (v6.18)."""
    info = match.match_set
    if isinstance(match, MatchSet1 | MatchSet2):
        options = " --return-nomatch" if info.flags & RETURN_NOMATCH_V2 else ""
    else:
        options = "".join(option for flag, option in FLAGS.items() if match.flags & flag)
        options += counter("packets", match.packets) + counter("bytes", match.bytes)
    fact = looked_up(set_called(info.set_index, ctx), sides_of(directions(info)), options)
    return steps(inverted_if(info.flags & INVERT, fact))


NAMED = RuleOption("--match-set", set_option("match_set"), words=2, aliases=("--set",), invertible=True, required=True)


def no_match(fields: Fields, _: Given) -> None:
    """Among the flags of the set in revision 2; the set may be named before or after."""
    fields["_nomatch"] = RETURN_NOMATCH_V2


def settle_2(fields: Fields, _: End) -> None:
    info = fields["match_set"]
    fields["match_set"] = info._replace(flags=info.flags | fields.pop("_nomatch", 0))


def skips(bit: int) -> Effect:
    """Only its inversion means something."""
    return inverts("flags", bit)


def compares(counter: str, op: int, inverse: int = 0) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        fields[counter] = CounterGiven(op=inverse if given.inverted else op, value=number(given.value, U64))

    return effect


COUNTERS = tuple(
    RuleOption(f"--{counter}-{word}", compares(counter, op, 2), invertible=word == "eq")
    for counter in ("packets", "bytes")
    for op, word in ((1, "eq"), (3, "lt"), (4, "gt"))
)
OPTIONS_1 = Options((NAMED,))
OPTIONS_2 = Options((NAMED, RuleOption("--return-nomatch", no_match, words=0, invertible=True, repeatable=True)),
                    finish=settle_2, since=(1, 4, 14))  # fmt: skip
OPTIONS_3 = Options(
    (
        NAMED,
        RuleOption("--return-nomatch", flag("flags", RETURN_NOMATCH_V2), words=0, repeatable=True),
        RuleOption("--update-counters", skips(0x08), words=0, invertible=True, repeatable=True),
        RuleOption("--update-subcounters", skips(0x10), words=0, invertible=True, repeatable=True),
        *COUNTERS,
    ),
    apart=tuple(tuple(one.name for one in COUNTERS if counter in one.name) for counter in ("packets", "bytes")),
    since=(1, 4, 19),
)

NAMED_0 = RuleOption("--match-set", set_option_0("match_set"), words=2, aliases=("--set",), invertible=True,
                     required=True)  # fmt: skip
OPTIONS_0 = Options((NAMED_0,), families=("ipv4",))

EXTENSION = Extension(
    "match",
    "set",
    "net/netfilter/xt_set.c",
    {
        0: Revision(
            MatchSet0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Sense(sense_0),
            constraints=Constraints(check_0, SAYS, "set_match_v0_checkentry"),
            ipsets=("match_set",),
            packet=packet_0,
        ),
        1: Revision(
            MatchSet1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Sense(sense_1),
            constraints=CONSTRAINTS,
            ipsets=("match_set",),
            packet=packet,
        ),
        2: Revision(
            MatchSet2,
            words=words_2,
            options=OPTIONS_2,
            meaning=Sense(sense_1),
            constraints=CONSTRAINTS,
            ipsets=("match_set",),
            packet=packet,
        ),
        3: Revision(
            MatchSet3,
            words=words_3,
            options=OPTIONS_3,
            meaning=Sense(sense_3),
            constraints=Constraints(check, SAYS, "set_match_v3_checkentry"),
            ipsets=("match_set",),
            packet=packet,
        ),
        4: Revision(
            MatchSet4,
            words=words_3,
            options=OPTIONS_3,
            meaning=Sense(sense_3),
            constraints=Constraints(check, SAYS, "set_match_v4_checkentry"),
            ipsets=("match_set",),
            packet=packet,
        ),
    },
    holds=holds(
        "match_set.set_index match_set.flags match_set.dim packets.op packets.value bytes.op "
        "bytes.value flags",
    ),
)
