"""Match physdev: bridge ports (libxt_physdev.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.constraints import (
    FINE,
    HOOKS_FIRST,
    INET_ONLY,
    OUTPUT,
    Constraints,
    Issue,
    KernelChange,
    Subject,
    bad,
)
from iptblob.extensions.held import INTERFACE, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Effect, Fields, Given, Options, RuleOption, asks, both, interface
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_physdev_0 import MatchPhysdev0
from iptblob.terms import Condition, Fact, either, equals, every, steps

NAMES_TESTED = KernelChange("physdev-names", "names that are tested are neither empty nor without a NUL")
IN, OUT, BRIDGED, IS_IN, IS_OUT = 0x01, 0x02, 0x04, 0x08, 0x10


def words(match: MatchPhysdev0, _: Context) -> str:
    tests = (
        (IS_IN, " --physdev-is-in"),
        (IN, f" --physdev-in {text(match.physindev)}"),
        (IS_OUT, " --physdev-is-out"),
        (OUT, f" --physdev-out {text(match.physoutdev)}"),
        (BRIDGED, " --physdev-is-bridged"),
    )
    return "".join(inverted(match.invert & flag) + option for flag, option in tests if match.bitmask & flag)


def check(x: Subject) -> Sequence[Issue]:
    """physdev_mt_check."""
    row = x.row
    if not row.bitmask & 0x1F or row.bitmask & ~0x1F:
        return bad("bitmask", f"bitmask is {row.bitmask:#x}")
    named = _names(x)
    named = named if named and x.made(NAMES_TESTED) else FINE
    bridged = row.bitmask & 0x04 and not row.invert & 0x04
    if row.bitmask & 0x12 and not bridged and x.reached(OUTPUT) and (not named or x.made(HOOKS_FIRST)):
        return bad("bitmask", "the outgoing port is tested from OUTPUT, for traffic that is not bridged")
    return named


def _names(x: Subject) -> Sequence[Issue]:
    """The names that are tested."""
    for bit, field in ((0x01, "physindev"), (0x02, "physoutdev")):
        if x.row.bitmask & bit:
            raw = x.bytes_of(field)
            if not raw[0]:
                return bad(field, f"{field} is empty")
            if 0 not in raw:
                return bad(field, f"{field} has no NUL within its {len(raw)} bytes", "ENAMETOOLONG")
    return FINE


def packet(match: MatchPhysdev0, ctx: Context) -> Condition:
    """physdev_mt (v6.18): of a packet that no bridge carries it is true where all that is asked is inverted."""
    unbridged = not match.bitmask & ~match.invert & (IN | OUT | BRIDGED | IS_IN | IS_OUT)
    ports = Fact(f"physdev{words(match, ctx)}", "the ports of a bridge are not followed", by_hook=True)
    return steps(either(every(equals("bridged", 0), unbridged), every(equals("bridged", 1), ports)))


def device(which: str, bit: int) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        name, mask = interface(given.value)
        fields.update({f"phys{which}dev": name, f"{which}_mask": mask})

    return both(effect, asks("bitmask", bit, "invert"))


TABLE = (
    RuleOption("--physdev-in", device("in", IN), invertible=True),
    RuleOption("--physdev-out", device("out", OUT), invertible=True),
    RuleOption("--physdev-is-in", asks("bitmask", IS_IN, "invert"), words=0, invertible=True),
    RuleOption("--physdev-is-out", asks("bitmask", IS_OUT, "invert"), words=0, invertible=True),
    RuleOption("--physdev-is-bridged", asks("bitmask", BRIDGED, "invert"), words=0, invertible=True),
)
OPTIONS = Options(TABLE, one_of=tuple(option.name for option in TABLE))

EXTENSION = Extension(
    "match",
    "physdev",
    "net/netfilter/xt_physdev.c",
    {
        0: Revision(
            MatchPhysdev0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=INET_ONLY,
            constraints=Constraints(
                check,
                "bitmask within 0x1f and not 0; outgoing ports not from OUTPUT; names that end and are not empty",
                "physdev_mt_check",
                changes=(NAMES_TESTED, HOOKS_FIRST),
            ),
            packet=packet,
        ),
    },
    holds=holds("in_mask out_mask invert bitmask", physindev=INTERFACE, physoutdev=INTERFACE),
)
