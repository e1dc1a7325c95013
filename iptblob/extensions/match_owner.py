"""Match owner: owner of the socket a packet comes from (libxt_owner.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.constraints import FINE, INET_ONLY, OUTPUT, POSTROUTING, Constraints, Issue, Subject, bad
from iptblob.extensions.held import GIVEN_NAME, RANGE_END, UserField, holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import (
    U32,
    Effect,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    UnknownHereError,
    asks,
    both,
    cut,
    leading,
    number,
    up_to,
)
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.names import accounts
from iptblob.spec.layouts.match_owner_0_ipv4 import MatchOwner0Ipv4
from iptblob.spec.layouts.match_owner_0_ipv6 import MatchOwner0Ipv6
from iptblob.spec.layouts.match_owner_1 import MatchOwner1
from iptblob.terms import (
    KERNEL_SOCKET,
    NO_SOCKET,
    OWNED_SOCKET,
    Condition,
    Fact,
    Term,
    between,
    either,
    equals,
    every,
    inverted_if,
    pure,
    steps,
)

UID, GID = 0x1, 0x2
PID, SID, COMM = 0x4, 0x8, 0x10  # revision 0
SOCKET, SUPPL_GROUPS = 0x4, 0x8  # revision 1


def chosen(match: MatchOwner0Ipv4 | MatchOwner0Ipv6 | MatchOwner1, tests: dict[int, str]) -> str:
    """The words of the tests that are made, inverted or not."""
    return "".join(inverted(match.invert & flag) + words for flag, words in tests.items() if match.match & flag)


def ids(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def tests_0(match: MatchOwner0Ipv4 | MatchOwner0Ipv6) -> dict[int, str]:
    return {
        UID: f" --uid-owner {match.uid}",
        GID: f" --gid-owner {match.gid}",
        PID: f" --pid-owner {match.pid & 0xFFFFFFFF}",
        SID: f" --sid-owner {match.sid & 0xFFFFFFFF}",
    }


def words_0_ipv4(match: MatchOwner0Ipv4, _: Context) -> str:
    return chosen(match, tests_0(match) | {COMM: f" --cmd-owner {text(match.comm)}"})


def words_0_ipv6(match: MatchOwner0Ipv6, _: Context) -> str:
    return chosen(match, tests_0(match))


def words_1(match: MatchOwner1, _: Context) -> str:
    tests = {
        SOCKET: " --socket-exists",
        UID: f" --uid-owner {ids(match.uid_min, match.uid_max)}",
        GID: f" --gid-owner {ids(match.gid_min, match.gid_max)}",
        SUPPL_GROUPS: " --suppl-groups",
    }
    return chosen(match, tests)


def sense_0(match: MatchOwner0Ipv4 | MatchOwner0Ipv6, _: PayloadContext) -> object:
    """None where process, session or command is tested: the same bits mean other things in revision 1."""
    if match.match & (PID | SID | COMM):
        return None
    return match.match, match.invert, match.uid, match.uid, match.gid, match.gid


def sense_1(match: MatchOwner1, _: PayloadContext) -> object:
    return match.match, match.invert, match.uid_min, match.uid_max, match.gid_min, match.gid_max


def check(x: Subject) -> Sequence[Issue]:
    """owner_check."""
    row = x.row
    if row.match & ~0x0F:
        return bad("match", f"match is {row.match:#x}, known bits are 0xf")
    for bit, kind in ((1, "uid"), (2, "gid")):
        low, high = getattr(row, f"{kind}_min"), getattr(row, f"{kind}_max")
        if row.match & bit and (0xFFFFFFFF in (low, high) or high < low):
            return bad(f"{kind}_min", f"{kind} range {low} to {high}")
    return FINE


def packet(match: MatchOwner1, _: Context) -> Condition:
    """owner_mt (v6.18): without a socket it matches where each test that is made is inverted; numbers are those of the
    namespace's user namespace."""
    asked, inv = match.match, match.invert
    unowned = asked ^ inv
    tests: list[Term] = []
    if asked & UID:
        tests.append(inverted_if(inv & UID, between("uid", match.uid_min, match.uid_max)))
    if asked & GID:
        group: Term = between("gid", match.gid_min, match.gid_max)
        if asked & SUPPL_GROUPS:
            key = f"owner --gid-owner {match.gid_min}-{match.gid_max} --suppl-groups"
            group = either(group, Fact(key, "the other groups of a process are not told"))
        tests.append(inverted_if(inv & GID, group))
    excluded = bool(asked & inv & SOCKET)
    without_file = not excluded and not unowned & (UID | GID)
    return steps(
        either(
            every(equals("sock", NO_SOCKET), not unowned),
            every(equals("sock", OWNED_SOCKET), not excluded, *tests),
            every(equals("sock", KERNEL_SOCKET), without_file),
        )
    )


MOST_ID, MOST_PID, COMMAND = U32 - 1, 0x7FFFFFFF, 15


def account(text: str, kind: str) -> tuple[int, int]:
    """An account by name or number, or a range of numbers ``FROM-TO`` (owner_parse_range)."""
    known = accounts(kind).get(text)
    if known is not None:
        return known, known
    try:
        low, rest = leading(text, MOST_ID)
    except OptionError:
        raise UnknownHereError(f"a number is expected, or one of the {kind} that every host has") from None
    if not rest:
        return low, low
    if rest[0] not in "-:":
        raise OptionError("FROM-TO is expected")
    return low, number(rest[1:], MOST_ID)


def ranged(field: str, kind: str, bit: int) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        fields[f"{field}_min"], fields[f"{field}_max"] = account(given.value, kind)

    return both(effect, asks("match", bit, "invert"))


def single(field: str, kind: str, bit: int) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        if "-" in given.value or ":" in given.value:
            raise OptionError("revision 0 has no ranges")
        fields[field] = account(given.value, kind)[0]

    return both(effect, asks("match", bit, "invert"))


def set_supplementary(fields: Fields, _: Given) -> None:
    if not fields.get("match", 0) & GID:
        raise OptionError("--gid-owner is expected before")
    fields["match"] |= SUPPL_GROUPS


def said(table: tuple[RuleOption, ...]) -> Options:
    return Options(table, one_of=tuple(option.name for option in table))


OPTIONS_IPV6 = said(
    (
        RuleOption("--uid-owner", single("uid", "users", UID), invertible=True),
        RuleOption("--gid-owner", single("gid", "groups", GID), invertible=True),
        RuleOption("--pid-owner", asks("match", PID, "invert", pid=up_to(MOST_PID)), invertible=True),
        RuleOption("--sid-owner", asks("match", SID, "invert", sid=up_to(MOST_PID)), invertible=True),
    )
)
OPTIONS_IPV4 = said(
    (
        *OPTIONS_IPV6.table,
        RuleOption("--cmd-owner", asks("match", COMM, "invert", comm=lambda word: cut(word, COMMAND)), invertible=True),
    )
)
OPTIONS_1 = said(
    (
        RuleOption("--uid-owner", ranged("uid", "users", UID), invertible=True),
        RuleOption("--gid-owner", ranged("gid", "groups", GID), invertible=True),
        RuleOption("--socket-exists", asks("match", SOCKET, "invert"), words=0, invertible=True),
        RuleOption("--suppl-groups", set_supplementary, words=0),
    )
)

EXTENSION = Extension(
    "match",
    "owner",
    "net/netfilter/xt_owner.c",
    {
        (0, "ipv4"): Revision(
            MatchOwner0Ipv4,
            words=words_0_ipv4,
            options=OPTIONS_IPV4,
            meaning=Sense(sense_0),
            constraints=OLD_REVISION,
            packet=pure("the process behind a socket: of its kernels nothing is measured", by_hook=True),
        ),
        (0, "ipv6"): Revision(
            MatchOwner0Ipv6,
            words=words_0_ipv6,
            options=OPTIONS_IPV6,
            meaning=Sense(sense_0),
            constraints=OLD_REVISION,
            packet=pure("the process behind a socket: of its kernels nothing is measured", by_hook=True),
        ),
        1: Revision(
            MatchOwner1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Sense(sense_1),
            unspec=INET_ONLY,
            constraints=Constraints(
                check, "match within 0xf, ranges of valid ids that ascend", "owner_check", hooks=OUTPUT | POSTROUTING
            ),
            packet=packet,
        ),
    },
    holds=holds(
        "pid sid match invert",
        uid=UserField(),
        gid=UserField(),
        comm=GIVEN_NAME,
        uid_min=UserField(to="uid_max"),
        uid_max=RANGE_END,
        gid_min=UserField(to="gid_max"),
        gid_max=RANGE_END,
    ),
)
