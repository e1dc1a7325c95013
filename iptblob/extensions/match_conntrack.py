"""Match conntrack, which also carries -m state (libxt_conntrack.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iptblob.extensions.addresses import host_and_mask
from iptblob.extensions.base import Context, flag_words, inverted, network
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import ADDRESS, AddressField, holds
from iptblob.extensions.meaning import FIELDS, PayloadContext, Sense
from iptblob.extensions.options import (
    Effect,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    bits,
    pair,
    port_pair,
    protocol,
)
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_conntrack_0 import MatchConntrack0
from iptblob.spec.layouts.match_conntrack_1 import MatchConntrack1
from iptblob.spec.layouts.match_conntrack_2 import MatchConntrack2
from iptblob.spec.layouts.match_conntrack_3 import MatchConntrack3
from iptblob.terms import (
    ESTABLISHED,
    HAS_FLOW,
    INVALID,
    NEW,
    RELATED,
    UNTRACKED_STATE,
    Condition,
    Fact,
    Term,
    between,
    either,
    equals,
    every,
    inverted_if,
    negated,
    number_of,
    pure,
    same_bits,
    steps,
)

Match = MatchConntrack1 | MatchConntrack2 | MatchConntrack3
Test = tuple[int, Callable[[Any, Context], str]]

STATE, PROTO, STATUS, EXPIRES = 0x1, 0x2, 0x40, 0x80
ORIGSRC, ORIGDST, REPLSRC, REPLDST = 0x4, 0x8, 0x10, 0x20
ORIGSRC_PORT, ORIGDST_PORT, REPLSRC_PORT, REPLDST_PORT = 0x100, 0x200, 0x400, 0x800
DIRECTION, STATE_ALIAS = 0x1000, 0x2000
UNTRACKED = 0x100  # among the states
STATES = {
    0x1: "INVALID", 0x8: "NEW", 0x4: "RELATED", 0x2: "ESTABLISHED", 0x100: "UNTRACKED", 0x40: "SNAT", 0x80: "DNAT",
}  # fmt: skip
STATUSES = {0x1: "EXPECTED", 0x2: "SEEN_REPLY", 0x4: "ASSURED", 0x8: "CONFIRMED"}
ORIGINAL, REPLY = 0, 1  # places in the arrays of revision 0


def names(mask: int, known: dict[int, str]) -> str:
    """The names with a space in front; without a known bit not even that."""
    found = flag_words(mask, known)
    return f" {found}" if found else ""


def status(mask: int) -> str:
    return " --ctstatus" + (names(mask, STATUSES) if mask else " NONE")


def expires(match: Match | MatchConntrack0, _: Context) -> str:
    low, high = match.expires_min, match.expires_max
    return f" --ctexpire {low}" if low == high else f" --ctexpire {low}:{high}"


def state(match: Match, _: Context) -> str:
    option = "--state" if match.match_flags & STATE_ALIAS else "--ctstate"
    return f" {option}{names(match.state_mask, STATES)}"


def address_test(which: str) -> Callable[[Match, Context], str]:
    """Words of one of the four addresses, by the start of its fields' names."""

    def words(match: Match, ctx: Context) -> str:
        where = network(getattr(match, f"{which}_addr"), getattr(match, f"{which}_mask"), ctx.family)
        return f" --ct{which} {where}"

    return words


def port_test(which: str) -> Callable[[Match, Context], str]:
    """Words of one of the four ports; revisions 1 and 2 have no highest one."""

    def words(match: Match, _: Context) -> str:
        low = getattr(match, f"{which}_port")
        high = getattr(match, f"{which}_port_high", 0)
        return f" --ct{which}port {low}" + ("" if high in (0, low) else f":{high}")

    return words


def old_address_test(which: str, direction: int, end: str) -> Callable[[MatchConntrack0, Context], str]:
    """Words of one of revision 0's addresses; ``end`` is ``src`` or ``dst``."""

    def words(match: MatchConntrack0, _: Context) -> str:
        ip = getattr(match.tuple[direction], f"{end}_ip")
        return f" --ct{which} {network(ip, getattr(match, f'{end}_masks')[direction], 'ipv4')}"

    return words


TESTS: tuple[Test, ...] = (
    (STATE, state),
    (PROTO, lambda match, _: f" --ctproto {match.l4proto}"),
    (ORIGSRC, address_test("origsrc")),
    (ORIGDST, address_test("origdst")),
    (REPLSRC, address_test("replsrc")),
    (REPLDST, address_test("repldst")),
    (ORIGSRC_PORT, port_test("origsrc")),
    (ORIGDST_PORT, port_test("origdst")),
    (REPLSRC_PORT, port_test("replsrc")),
    (REPLDST_PORT, port_test("repldst")),
    (STATUS, lambda match, _: status(match.status_mask)),
    (EXPIRES, expires),
)
OLD_TESTS: tuple[Test, ...] = (
    (STATE, lambda match, _: f" --ctstate{names(match.statemask, STATES)}"),
    (PROTO, lambda match, _: f" --ctproto {match.tuple[ORIGINAL].protonum}"),
    (ORIGSRC, old_address_test("origsrc", ORIGINAL, "src")),
    (ORIGDST, old_address_test("origdst", ORIGINAL, "dst")),
    (REPLSRC, old_address_test("replsrc", REPLY, "src")),
    (REPLDST, old_address_test("repldst", REPLY, "dst")),
    (STATUS, lambda match, _: status(match.statusmask)),
    (EXPIRES, expires),
)


def made(tests: tuple[Test, ...], flags: int, invert: int, match: Any, ctx: Context) -> str:
    return "".join(inverted(invert & flag) + words(match, ctx) for flag, words in tests if flags & flag)


def words_0(match: MatchConntrack0, ctx: Context) -> str:
    return made(OLD_TESTS, match.flags, match.invflags, match, ctx)


def words(match: Match, ctx: Context) -> str:
    """The tests in the order they are saved; an inverted direction is the other direction."""
    out = made(TESTS, match.match_flags, match.invert_flags, match, ctx)
    if not match.match_flags & DIRECTION:
        return out
    return f"{out} --ctdir {'REPLY' if match.invert_flags & DIRECTION else 'ORIGINAL'}"


def alias(match: Match, _: Context) -> str:
    return "state" if match.match_flags & STATE_ALIAS else "conntrack"


# Which flag makes which fields count (xt_conntrack.c conntrack_mt, v6.1).
COUNTING = {
    STATE: ("state_mask",), PROTO: ("l4proto",), ORIGSRC: ("origsrc_addr", "origsrc_mask"),
    ORIGDST: ("origdst_addr", "origdst_mask"), REPLSRC: ("replsrc_addr", "replsrc_mask"),
    REPLDST: ("repldst_addr", "repldst_mask"), STATUS: ("status_mask",), EXPIRES: ("expires_min", "expires_max"),
    ORIGSRC_PORT: ("origsrc_port",), ORIGDST_PORT: ("origdst_port",), REPLSRC_PORT: ("replsrc_port",),
    REPLDST_PORT: ("repldst_port",),
}  # fmt: skip


def sense(match: Match, side: PayloadContext) -> object:
    """The tests that are made; revisions 1 and 2 have no highest port."""
    values = []
    for flag, fields in COUNTING.items():
        if match.match_flags & flag:
            value = tuple(getattr(match, field) for field in fields)
            if isinstance(value[0], bytes):
                value = tuple(map(side.address, value))
            if flag >= ORIGSRC_PORT:
                value += (getattr(match, f"{fields[0]}_high", value[0]),)
            values.append(value)
    return match.match_flags & ~STATE_ALIAS, match.invert_flags & ~STATE_ALIAS, tuple(values)


def test(flag: int, values: Callable[[Given], dict[str, Any]]) -> Effect:
    """Ask for a test: its flag, its fields, and the flag among the inverted ones."""

    def effect(fields: Fields, given: Given) -> None:
        fields["match_flags"] = fields.get("match_flags", 0) | flag
        fields.update(values(given))
        if given.inverted:
            fields["invert_flags"] = fields.get("invert_flags", 0) | flag

    return effect


def given_address(which: str) -> Callable[[Given], dict[str, Any]]:
    def values(given: Given) -> dict[str, Any]:
        value, mask = host_and_mask(given)
        return {f"{which}_addr": value, f"{which}_mask": mask}

    return values


def given_port(which: str) -> Callable[[Given], dict[str, Any]]:
    return lambda given: dict(zip((f"{which}_port", f"{which}_port_high"), port_pair(given.value), strict=True))


def given_expiry(given: Given) -> dict[str, Any]:
    low, high = pair(given.value)
    return {"expires_min": low, "expires_max": high}


def set_direction(fields: Fields, given: Given) -> None:
    """The reply direction is the inverted original one."""
    direction = given.value.upper()
    if direction not in ("ORIGINAL", "REPLY"):
        raise OptionError("ORIGINAL or REPLY is expected")
    fields["match_flags"] = fields.get("match_flags", 0) | DIRECTION
    if direction == "REPLY":
        fields["invert_flags"] = fields.get("invert_flags", 0) | DIRECTION


def given_states(given: Given) -> dict[str, Any]:
    return {"state_mask": bits(given.value, STATES)}


def given_plain_states(given: Given) -> dict[str, Any]:
    """Of match state, which knows nothing of NAT."""
    return {"state_mask": bits(given.value, {bit: name for bit, name in STATES.items() if "NAT" not in name})}


def given_statuses(given: Given) -> dict[str, Any]:
    return {"status_mask": bits(given.value, {0: "NONE"} | STATUSES)}


SIDES = ("origsrc", "origdst", "replsrc", "repldst")
ADDRESSED = dict(zip(SIDES, (ORIGSRC, ORIGDST, REPLSRC, REPLDST), strict=True))
PORTED = dict(zip(SIDES, (ORIGSRC_PORT, ORIGDST_PORT, REPLSRC_PORT, REPLDST_PORT), strict=True))


def one_port(which: str) -> Callable[[Given], dict[str, Any]]:
    """Revisions 1 and 2 have no ranges."""

    def values(given: Given) -> dict[str, Any]:
        low, high = port_pair(given.value)
        if low != high:
            raise OptionError("this revision takes one port")
        return {f"{which}_port": low}

    return values


def table(port: Callable[[str], Callable[[Given], dict[str, Any]]]) -> tuple[RuleOption, ...]:
    """``port`` makes the fields of one of the ports."""
    return (
        RuleOption("--ctstate", test(STATE, given_states), invertible=True),
        RuleOption("--ctproto", test(PROTO, lambda given: {"l4proto": protocol(given.value, given.names)}),
                   invertible=True),
        *(RuleOption(f"--ct{side}", test(bit, given_address(side)), invertible=True)
          for side, bit in ADDRESSED.items()),
        *(RuleOption(f"--ct{side}port", test(bit, port(side)), invertible=True) for side, bit in PORTED.items()),
        RuleOption("--ctstatus", test(STATUS, given_statuses), invertible=True),
        RuleOption("--ctexpire", test(EXPIRES, given_expiry), invertible=True),
        RuleOption("--ctdir", set_direction),
    )  # fmt: skip


def options_of(port: Callable[[str], Callable[[Given], dict[str, Any]]]) -> Options:
    rows = table(port)
    plain = RuleOption("--state", test(STATE, given_plain_states), invertible=True, required=True)
    return Options(
        rows,
        one_of=tuple(option.name for option in rows),
        others={"state": Options((plain,), start={"match_flags": STATE_ALIAS})},
    )


OPTIONS_1, OPTIONS = options_of(one_port), options_of(given_port)

BY_BIT = {0x1: INVALID, 0x2: ESTABLISHED, 0x4: RELATED, 0x8: NEW, UNTRACKED: UNTRACKED_STATE}
SNAT_STATE, DNAT_STATE = 0x40, 0x80  # among the states: the source, the destination of the flow is translated
ADDRESS_FIELDS = {ORIGSRC: ("osrc", "origsrc"), ORIGDST: ("odst", "origdst"), REPLSRC: ("rsrc", "replsrc"),
                  REPLDST: ("rdst", "repldst")}  # fmt: skip
PORT_FIELDS = {ORIGSRC_PORT: ("osport", "origsrc"), ORIGDST_PORT: ("odport", "origdst"),
               REPLSRC_PORT: ("rsport", "replsrc"), REPLDST_PORT: ("rdport", "repldst")}  # fmt: skip


def packet(match: Match, ctx: Context) -> Condition:
    """conntrack_mt (v6.18): without a flow it answers whether a state was asked for, and asks nothing else."""
    asks_state = bool(match.match_flags & STATE)
    state = inverted_if(match.invert_flags & STATE, states_wanted(match.state_mask)) if asks_state else True
    flow = every(HAS_FLOW, *flow_tests(match, ctx))
    return steps(state, either(every(negated(HAS_FLOW), asks_state), flow))


def states_wanted(mask: int) -> Term:
    translated = ((SNAT_STATE, "ctsnat"), (DNAT_STATE, "ctdnat"))
    return either(
        *(equals("ctstate", state) for bit, state in BY_BIT.items() if mask & bit),
        *(every(HAS_FLOW, equals(field, 1)) for bit, field in translated if mask & bit),
    )


def flow_tests(match: Match, ctx: Context) -> list[Term]:
    """What is asked of the flow, in the kernel's order."""
    asked, inv = match.match_flags, match.invert_flags
    out: list[Term] = []
    if asked & DIRECTION:
        out.append(inverted_if(inv & DIRECTION, equals("ctreply", 0)))
    for flag, (field, name) in ADDRESS_FIELDS.items():
        if asked & flag:
            mask, value = (number_of(getattr(match, f"{name}_{part}"), ctx.family) for part in ("mask", "addr"))
            out.append(inverted_if(inv & flag, same_bits(field, mask, value & mask)))
    if asked & PROTO:
        out.append(inverted_if(inv & PROTO, equals("ctproto", match.l4proto)))
    for flag, (field, name) in PORT_FIELDS.items():
        if asked & flag:
            low = getattr(match, f"{name}_port")
            out.append(inverted_if(inv & flag, between(field, low, getattr(match, f"{name}_port_high", low))))
    if asked & STATUS:
        out.append(inverted_if(inv & STATUS, status_wanted(match.status_mask)))
    if asked & EXPIRES:
        key = f"conntrack --ctexpire {match.expires_min}:{match.expires_max}"
        out.append(inverted_if(inv & EXPIRES, Fact(key, "how long the flow lives on is the kernel's")))
    return out


def status_wanted(mask: int) -> Term:
    known = [same_bits("ctstatus", bit, bit) for bit in STATUSES if mask & bit]
    others = mask & ~sum(STATUSES)
    unnamed = [Fact(f"conntrack status bit of {others:#x}", "a status without a name")] if others else []
    return either(*known, *unnamed)


EXTENSION = Extension(
    "match",
    "conntrack",
    "net/netfilter/xt_conntrack.c",
    {
        0: Revision(
            MatchConntrack0,
            words=words_0,
            meaning=FIELDS,
            constraints=OLD_REVISION,
            unspec=True,
            packet=pure("of its kernels (up to 2.6.33) nothing is measured", by_hook=True),
            tracks=True,
        ),
        1: Revision(
            MatchConntrack1,
            words=words,
            printed=alias,
            options=OPTIONS_1,
            meaning=Sense(sense),
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
            tracks=True,
        ),
        2: Revision(
            MatchConntrack2,
            words=words,
            printed=alias,
            options=OPTIONS_1,
            meaning=Sense(sense),
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
            tracks=True,
        ),
        3: Revision(
            MatchConntrack3,
            words=words,
            printed=alias,
            meaning=Sense(sense),
            options=OPTIONS,
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
            tracks=True,
        ),
    },
    holds=holds(
        "statemask statusmask tuple.src_all tuple.dst_all tuple.protonum src_masks dst_masks "
        "expires_min expires_max flags invflags origsrc_mask origdst_mask replsrc_mask repldst_mask "
        "l4proto origsrc_port origdst_port replsrc_port repldst_port match_flags invert_flags "
        "state_mask status_mask origsrc_port_high origdst_port_high replsrc_port_high "
        "repldst_port_high",
        {"tuple.src_ip": ADDRESS, "tuple.dst_ip": ADDRESS},
        origsrc_addr=AddressField(mask="origsrc_mask"),
        origdst_addr=AddressField(mask="origdst_mask"),
        replsrc_addr=AddressField(mask="replsrc_mask"),
        repldst_addr=AddressField(mask="repldst_mask"),
    ),
)
