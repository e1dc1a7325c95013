"""Match u32: numbers computed from a packet (libxt_u32.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_u32_0 import MatchU320, MatchU320Test, MatchU320ValueRange

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


EXTENSION = Extension("match", "u32", {0: words})
