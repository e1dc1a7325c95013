"""Match multiport: a list of ports and ranges of ports (libxt_multiport.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, TCP, UDP, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import Effect, Fields, Given, OptionError, Options, RuleOption, port
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_multiport_0 import MatchMultiport0
from iptblob.spec.layouts.match_multiport_1 import MatchMultiport1
from iptblob.terms import FIRST_FRAGMENT, Condition, Term, between, either, inverted_if, steps

RANGES_CLOSE = KernelChange(
    "multiport-ranges", "ranges close and ascend", "netfilter: xt_multiport: validate range encoding in checkentry"
)
OPTIONS = {0: " --sports ", 1: " --dports ", 2: " --ports "}


def ports(match: MatchMultiport1, ctx: Context) -> list[str]:
    """The list, with the two ends of a range joined by a colon; an end may lie behind ``num_ports``.

    Kernels that do not look for it take a range that begins at the last port. libxt_multiport then reads its end
    from what follows the ports, the first two range flags.
    """
    behind = int.from_bytes(bytes(match.range_flags[:2]), "big" if ctx.abi.is_be else "little")
    numbers = [*match.ports, behind]
    items = []
    at, end = 0, min(match.num_ports, len(match.ports))
    while at < end:
        is_range = match.range_flags[at]
        items.append(f"{numbers[at]}:{numbers[at + 1]}" if is_range else str(numbers[at]))
        at += 2 if is_range else 1
    return items


def words_0(match: MatchMultiport0, _: Context) -> str:
    return OPTIONS.get(match.flags, "") + ",".join(map(str, match.ports[: match.num_ports]))


def words_1(match: MatchMultiport1, ctx: Context) -> str:
    return inverted(match.invert) + OPTIONS.get(match.flags, "") + ",".join(ports(match, ctx))


def sense_0(match: MatchMultiport0, _: PayloadContext) -> object:
    count = match.num_ports
    return match.flags, count, tuple(match.ports[:count]), (0,) * min(count, len(match.ports)), False


def sense_1(match: MatchMultiport1, _: PayloadContext) -> object:
    count = match.num_ports
    return match.flags, count, tuple(match.ports[:count]), tuple(match.range_flags[:count]), bool(match.invert)


def check(x: Subject) -> Sequence[Issue]:
    """multiport_mt_check, multiport_mt6_check."""
    row = x.row
    if not x.only(TCP, UDP, 136, 132, 33):
        return bad("flags", "the rule is not for one protocol that has ports")
    if row.flags > 2:
        return bad("flags", f"flags are {row.flags}, the most is 2")
    if row.num_ports > 15:
        return bad("num_ports", f"{row.num_ports} ports, the most are 15")
    issues = _multiport_ranges(x)
    return issues if issues and x.made(RANGES_CLOSE) else FINE


def _multiport_ranges(x: Subject) -> Sequence[Issue]:
    """A flagged port opens a range that the next one closes (CVE-2026-31681 was the lack of this)."""
    row, at = x.row, 0
    while at < row.num_ports:
        if row.range_flags[at]:
            at += 1
            if at >= row.num_ports or row.range_flags[at]:
                return bad("range_flags", "a range that does not close")
            if row.ports[at - 1] > row.ports[at]:
                return bad("ports", f"a range from {row.ports[at - 1]} down to {row.ports[at]}")
        at += 1
    return FINE


MOST_PORTS = 15
PROTOCOLS = {6: "tcp", 17: "udp", 136: "udplite", 132: "sctp", 33: "dccp"}  # proto_to_name, libxt_multiport.c


def list_of(kind: int) -> Effect:
    """A list of ports and of ranges, of which each takes two places."""

    def effect(fields: Fields, given: Given) -> None:
        if given.protocol not in PROTOCOLS or given.excluded:
            raise OptionError("ports want a rule for one protocol that has them, such as -p tcp")
        protocol = PROTOCOLS[given.protocol]
        ports: list[int] = []
        ranges: list[int] = []
        for item in given.value.split(","):
            low, found, high = item.partition(":")
            bounds = [port(low, protocol), port(high, protocol)] if found else [port(low, protocol)]
            if found and bounds[0] >= bounds[1]:
                raise OptionError("the range ends before it begins")
            ports += bounds
            ranges += [1, 0] if found else [0]
        if len(ports) > MOST_PORTS:
            raise OptionError(f"at most {MOST_PORTS} ports are expected, and a range counts as two")
        left = [0] * (MOST_PORTS - len(ports))
        fields.update(flags=kind, num_ports=len(ports), ports=ports + left, range_flags=ranges + left,
                      invert=int(given.inverted))  # fmt: skip

    return effect


LISTS = ("--source-ports", "--destination-ports", "--ports")
GIVEN = Options((
    RuleOption("--source-ports", list_of(0), aliases=("--sports",), invertible=True),
    RuleOption("--destination-ports", list_of(1), aliases=("--dports",),
               invertible=True),
    RuleOption("--ports", list_of(2), invertible=True),
), one_of=LISTS, apart=(LISTS,))  # fmt: skip

SOURCE_PORT, DESTINATION_PORT = (0, 2), (1, 2)  # values of ``flags`` with which each is compared


def packet(match: MatchMultiport0 | MatchMultiport1, _: Context) -> Condition:
    """multiport_mt, ports_match_v1 (v6.18); a range that the list ends in reads on behind it, where zeros are."""
    ranges = match.range_flags if isinstance(match, MatchMultiport1) else [0] * len(match.ports)
    terms: list[Term] = []
    at = 0
    while at < match.num_ports and at < len(match.ports):
        low = high = match.ports[at]
        if ranges[at]:
            at += 1
            high = match.ports[at] if at < len(match.ports) else 0
        terms += [between("sport", low, high)] if match.flags in SOURCE_PORT else []
        terms += [between("dport", low, high)] if match.flags in DESTINATION_PORT else []
        at += 1
    invert = match.invert if isinstance(match, MatchMultiport1) else 0
    return steps(FIRST_FRAGMENT, inverted_if(invert, either(*terms)))


EXTENSION = Extension(
    "match",
    "multiport",
    "net/netfilter/xt_multiport.c",
    {
        0: Revision(
            MatchMultiport0,
            words=words_0,
            meaning=Sense(sense_0),
            constraints=OLD_REVISION,
            packet=packet,
        ),
        1: Revision(
            MatchMultiport1,
            words=words_1,
            options=GIVEN,
            meaning=Sense(sense_1),
            constraints=Constraints(
                check,
                "one protocol with ports, at most 15 of them, ranges that close and ascend",
                {"ipv4": "multiport_mt_check", "ipv6": "multiport_mt6_check"},
                changes=(RANGES_CLOSE,),
            ),
            packet=packet,
        ),
    },
    holds=holds("flags num_ports ports range_flags invert"),
)
