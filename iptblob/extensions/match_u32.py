"""Match u32: numbers computed from a packet (libxt_u32.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.abi import Abi
from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.held import OwnField, Replacing, holds, numbers_replaced
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, Fields, Given, OptionError, Options, RuleOption, leading
from iptblob.extensions.record import Extension, Revision
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.match_u32_0 import MatchU320, MatchU320Location, MatchU320Test, MatchU320ValueRange
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


MOST, PLACES = 10, 11  # of operands, ranges and tests; what the structs have room for
_OPERATORS = {word: code for code, word in OPERATORS.items()}
NO_LOCATION, NO_RANGE = MatchU320Location(0, 0), MatchU320ValueRange(0, 0)
NO_TEST = MatchU320Test([NO_LOCATION] * PLACES, [NO_RANGE] * PLACES, num_locations=0, num_ranges=0)


def set_tests(fields: Fields, given: Given) -> None:
    """``LOCATION=RANGES&&...`` with blanks anywhere between them (u32_parse)."""
    tests, rest = [], given.value
    while True:
        test, rest = _test(rest)
        tests.append(test)
        if len(tests) > PLACES - 1:
            raise OptionError(f"at most {PLACES - 1} tests are expected")
        if not rest:
            break
        rest = rest[2:]
    fields.update(tests=tests + [NO_TEST] * (PLACES - len(tests)), num_tests=len(tests), invert=int(given.inverted))


def _test(text: str) -> tuple[MatchU320Test, str]:
    """One test, and the text from the ``&&`` behind it."""
    locations: list[MatchU320Location] = []
    operator, rest = "", text
    while True:
        value, rest = leading(rest, U32)
        locations.append(MatchU320Location(value, _OPERATORS.get(operator, 0)))
        rest = rest.lstrip()
        _bounded(locations)
        operator = next((word for word in _OPERATORS if rest.startswith(word)), "")
        if rest.startswith("="):
            break
        if not operator:
            raise OptionError(f"= or one of {' '.join(_OPERATORS)} is expected")
        rest = rest[len(operator) :]
    ranges: list[MatchU320ValueRange] = []
    rest = rest.replace("=", ",", 1)
    while rest.startswith(","):
        low, rest = leading(rest[1:], U32)
        high, rest = low, rest.lstrip()
        if rest.startswith(":"):
            high, rest = leading(rest[1:], U32)
        ranges.append(MatchU320ValueRange(low, high))
        _bounded(ranges)
        rest = rest.lstrip()
    if rest and not rest.startswith("&&"):
        raise OptionError("a comma or && is expected behind a range")
    return MatchU320Test(
        locations + [NO_LOCATION] * (PLACES - len(locations)),
        ranges + [NO_RANGE] * (PLACES - len(ranges)),
        num_locations=len(locations),
        num_ranges=len(ranges),
    ), rest


def _bounded(found: Sequence[object]) -> None:
    if len(found) > MOST:
        raise OptionError(f"at most {MOST} numbers and {MOST} ranges are expected")


OPTIONS = Options((RuleOption("--u32", set_tests, invertible=True, required=True),))

def tests_replaced(value: bytes, _: MatchU320, abi: Abi, replacing: Replacing) -> bytes:
    """What is compared may be an address: the ranges."""
    one = layout_of("match_u32_0", abi)["tests"].struct
    assert one is not None
    found = columns.as_bytes(value).reshape(-1, one.size).copy()
    ranges = found.view(columns.dtype_of(one, abi.order))["ranges"].reshape(-1)
    for at, (low, high) in enumerate(ranges.tolist()):
        after = numbers_replaced([low, high], replacing)
        ranges[at] = tuple(sorted(after) if low <= high else sorted(after, reverse=True))
    return found.tobytes()


EXTENSION = Extension(
    "match",
    "u32",
    "net/netfilter/xt_u32.c",
    {
        0: Revision(
            MatchU320,
            words=words,
            options=OPTIONS,
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
    holds=holds("num_tests invert", tests=OwnField(tests_replaced)),
)
