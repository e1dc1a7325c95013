"""Match u32: numbers computed from a packet (libxt_u32.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_u32_0 import MatchU320, MatchU320Test, MatchU320ValueRange
from iptblob.terms import pure

SHIFTS_BOUND = KernelChange(
    "u32-shift", "shifts of 32 bits and more are refused", "netfilter: xt_u32: reject invalid shift counts"
)
OPERATORS = {0: "&", 1: "<<", 2: ">>", 3: "@"}


def value_range(value: MatchU320ValueRange) -> str:
    return f"0x{value.min:x}" if value.min == value.max else f"0x{value.min:x}:0x{value.max:x}"


def test(one: MatchU320Test) -> str:
    """``0x0>>0x16&0x3c@0x4=0x1:0x5,0x7``: the first number is printed even where there is none."""
    first, *steps = one.locations[: max(one.num_locations, 1)]
    computed = "".join(f"{OPERATORS.get(step.nextop, '')}0x{step.number:x}" for step in steps)
    return f"0x{first.number:x}{computed}=" + ",".join(value_range(value) for value in one.ranges[: one.num_ranges])


def words(match: MatchU320, _: Context) -> str:
    tests = "&&".join(test(one) for one in match.tests[: match.num_tests])
    return f'{inverted(match.invert)} --u32 "{tests}"'


def check(x: Subject) -> Sequence[Issue]:
    """u32_mt_checkentry."""
    row = x.row
    if row.num_tests > 11:
        return bad("num_tests", f"{row.num_tests} tests, the most are 11")
    for number, test in enumerate(row.tests[: row.num_tests]):
        if test.num_locations > 11 or test.num_ranges > 11:
            return bad("tests", f"test {number} has {test.num_locations} locations and {test.num_ranges} ranges")
        for location in test.locations[1 : test.num_locations]:
            if location.nextop in (1, 2) and location.number >= 32 and x.made(SHIFTS_BOUND):
                return bad("tests", f"test {number} shifts by {location.number}")
    return FINE


EXTENSION = Extension(
    "match",
    "u32",
    "net/netfilter/xt_u32.c",
    {
        0: Revision(
            MatchU320,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "at most 11 tests of at most 11 locations and ranges, shifts below 32",
                "u32_mt_checkentry",
                changes=(SHIFTS_BOUND,),
            ),
            unspec=True,
            packet=pure("a packet's bytes are compared", ("invert", 1)),
        ),
    },
)
