"""Target CT, and NOTRACK as its other name (libxt_CT.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iptblob.extensions.base import Context, text
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, Subject, bad, need, tracked
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import (
    U16,
    Effect,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    cut,
    flag,
    number,
    put,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_ct_0 import TargetCt0
from iptblob.spec.layouts.target_ct_1 import TargetCt1
from iptblob.spec.layouts.target_ct_2 import TargetCt2
from iptblob.terms import Templates, Untracks

NOTRACK, NOTRACK_ALIAS, ZONE_DIR_ORIG, ZONE_DIR_REPL, ZONE_MARK = 0x01, 0x02, 0x04, 0x08, 0x10
EVENTS = (
    "new", "related", "destroy", "reply", "assured", "protoinfo", "helper", "mark", "natseqinfo", "secmark",
)  # fmt: skip
EXPECT_EVENTS = ("new",)
DIRECTIONS = {ZONE_DIR_ORIG: "-orig", ZONE_DIR_REPL: "-reply"}


def events(option: str, mask: int, names: tuple[str, ...]) -> str:
    """`` OPTION event,event``; events without a name leave nothing but the option."""
    if not mask:
        return ""
    return f" {option} {','.join(name for bit, name in enumerate(names) if mask & 1 << bit)}"


def zone(number: int, flags: int) -> str:
    """`` --zone[-orig|-reply] NUMBER|mark``, or nothing for zone 0."""
    if not number and not flags & ZONE_MARK:
        return ""
    direction = DIRECTIONS.get(flags & (ZONE_DIR_ORIG | ZONE_DIR_REPL), "")
    return f" --zone{direction} {'mark' if flags & ZONE_MARK else number}"


def options(target: TargetCt0 | TargetCt1 | TargetCt2, timeout: bytes) -> str:
    if target.flags & NOTRACK_ALIAS:
        return ""
    out = " --notrack" if target.flags & NOTRACK else ""
    out += f" --helper {text(target.helper)}" if target.helper else ""
    out += f" --timeout {text(timeout)}" if timeout else ""
    out += events("--ctevents", target.ct_events, EVENTS)
    out += events("--expevents", target.exp_events, EXPECT_EVENTS)
    return out + zone(target.zone, target.flags)


def words_0(target: TargetCt0, _: Context) -> str:
    return options(target, b"")


def words_1(target: TargetCt1 | TargetCt2, _: Context) -> str:
    return options(target, target.timeout)


def name_2(target: TargetCt2, _: Context) -> str:
    """iptables writes -j NOTRACK as CT revision 2 with a flag that says so."""
    return "NOTRACK" if target.flags & NOTRACK_ALIAS else "CT"


def sense_0(target: TargetCt0, _: PayloadContext) -> object:
    return sense(target, b"")


def sense_1(target: TargetCt1 | TargetCt2, _: PayloadContext) -> object:
    return sense(target, target.timeout)


def sense(target: TargetCt0 | TargetCt1 | TargetCt2, timeout: bytes) -> object:
    """Where nothing is tracked, nothing else counts (xt_CT.c xt_ct_tg_check, v6.1)."""
    if target.flags & NOTRACK:
        return NOTRACK
    flags = target.flags & ~NOTRACK_ALIAS
    return flags, target.zone, target.ct_events, target.exp_events, target.helper, timeout


def check(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    """xt_ct_tg_check_v0, xt_ct_tg_check_v1, xt_ct_tg_check_v2."""
    row = x.row
    known = 0x1F if x.revision == 2 else 0x01
    if row.flags & ~known:
        return bad("flags", f"flags are {row.flags:#x}, known bits are {known:#x}")
    if row.flags & 0x01:
        return FINE
    untracked = tracked(x, "flags")
    if untracked:
        return untracked
    issues: list[Issue] = []
    proto = 0 if x.inverted else x.proto
    helper = x.bytes_of("helper")
    if helper[0]:
        if 0 not in helper:
            return bad("helper", f"helper has no NUL within its {len(helper)} bytes", "ENAMETOOLONG")
        if not proto:
            return bad("helper", "a helper needs a rule for one protocol", "ENOENT")
        issues.append(need("ct-helper", "helper", "a connection tracking helper of that name must exist"))
    timeout = x.bytes_of("timeout") if x.revision else b"\0"
    if timeout[0]:
        if 0 not in timeout:
            return [*issues, *bad("timeout", f"timeout has no NUL within its {len(timeout)} bytes", "ENAMETOOLONG")]
        if not proto:
            return [*issues, *bad("timeout", "a timeout policy needs a rule for one protocol")]
        issues.append(need("ct-timeout", "timeout", "a timeout policy of that name must exist"))
    return issues


SAYS = "known flags; unless NOTRACK, helper and timeout policy that exist for the protocol"


def track(target: TargetCt0 | TargetCt1 | TargetCt2, _: Context) -> Untracks | Templates:
    """xt_ct_target (v6.18)."""
    return Untracks() if target.flags & NOTRACK else Templates(target.zone)


HELPER, TIMEOUT = 15, 31  # bytes, and the NUL


def set_zone(bits: int) -> Effect:
    """A number, or ``mark`` for that of the packet (ct_parse_zone_id)."""

    def effect(fields: Fields, given: Given) -> None:
        marked = given.value.lower() == "mark"
        fields["zone"] = 0 if marked else number(given.value, U16)
        fields["flags"] = fields.get("flags", 0) | bits | (ZONE_MARK if marked else 0)

    return effect


def read_events(known: tuple[str, ...]) -> Callable[[str], int]:
    def read(text: str) -> int:
        words = text.split(",")
        if not set(words) <= set(known):
            raise OptionError(f"some of {', '.join(known)} are expected")
        return sum(1 << known.index(word) for word in set(words))

    return read


TABLE = (
    RuleOption("--notrack", flag("flags", NOTRACK), words=0),
    RuleOption("--helper", put(helper=lambda word: cut(word, HELPER))),
    RuleOption("--ctevents", put(ct_events=read_events(EVENTS))),
    RuleOption("--expevents", put(exp_events=read_events(EXPECT_EVENTS))),
    RuleOption("--zone-orig", set_zone(ZONE_DIR_ORIG)),
    RuleOption("--zone-reply", set_zone(ZONE_DIR_REPL)),
    RuleOption("--zone", set_zone(0)),
)
OPTIONS_0 = Options(TABLE)
WITH_TIMEOUT = (*TABLE, RuleOption("--timeout", put(timeout=lambda word: cut(word, TIMEOUT))))
OPTIONS_1 = Options(WITH_TIMEOUT, others={"NOTRACK": Options(start={"flags": NOTRACK})}, since=(1, 4, 14))
ALIAS = {"NOTRACK": Options(start={"flags": NOTRACK | NOTRACK_ALIAS})}
OPTIONS_2 = Options(WITH_TIMEOUT, others=ALIAS, since=(1, 6, 0))

EXTENSION = Extension(
    "target",
    "CT",
    "net/netfilter/xt_CT.c",
    {
        0: Revision(
            TargetCt0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Sense(sense_0),
            unspec=PER_FAMILY,
            constraints=Constraints(check, SAYS, "xt_ct_tg_check_v0", table="raw"),
            effect=track,
        ),
        1: Revision(
            TargetCt1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Sense(sense_1),
            unspec=PER_FAMILY,
            constraints=Constraints(check, SAYS, "xt_ct_tg_check_v1", table="raw"),
            effect=track,
        ),
        2: Revision(
            TargetCt2,
            words=words_1,
            printed=name_2,
            options=OPTIONS_2,
            meaning=Sense(sense_1),
            unspec=PER_FAMILY,
            constraints=Constraints(check, SAYS, "xt_ct_tg_check_v2", table="raw"),
            effect=track,
        ),
    },
    holds=holds("flags zone ct_events exp_events helper", timeout=GIVEN_NAME),
)
