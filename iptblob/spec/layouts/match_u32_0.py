"""Layout of match_u32_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "ffabf8a6c0c1225897b23d48952d79f0a96b7b9a4910566b631fa7f9baf21d2f"


class MatchU320Location(NamedTuple):
    """location of test of u32 match, revision 0 (struct xt_u32)"""

    number: int
    nextop: int


class MatchU320ValueRange(NamedTuple):
    """value_range of test of u32 match, revision 0 (struct xt_u32)"""

    min: int
    max: int


class MatchU320Test(NamedTuple):
    """test of u32 match, revision 0 (struct xt_u32)"""

    locations: list[MatchU320Location]
    ranges: list[MatchU320ValueRange]
    num_locations: int
    num_ranges: int


class MatchU320(NamedTuple):
    """u32 match, revision 0 (struct xt_u32)"""

    tests: list[MatchU320Test]
    num_tests: int
    invert: int


LP64 = L('match_u32_0', 1984, MatchU320, (
    F('tests', 'tests', 0, 1980, 'struct', 180, count=11, doc='The tests, all of which must hold.', struct=L('test', 180, MatchU320Test, (
    F('locations', 'location', 0, 88, 'struct', 8, count=11, doc='The computation, from left to right.', struct=L('location', 8, MatchU320Location, (
    F('number', 'number', 0, 4, 'u', 4, doc='Offset in the packet, or the right side of the operator.'),
    F('nextop', 'nextop', 4, 1, 'u', 1, symbols={0: 'bitand', 1: 'leftsh', 2: 'rightsh', 3: 'at'}, doc='Operator in front of the number; the first step has none.'),
    F('pad', '', 5, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))),
    F('ranges', 'value', 88, 88, 'struct', 8, count=11, doc='The ranges.', struct=L('value_range', 8, MatchU320ValueRange, (
    F('min', 'min', 0, 4, 'u', 4, doc='Least value.'),
    F('max', 'max', 4, 4, 'u', 4, doc='Greatest value.'),
))),
    F('num_locations', 'nnums', 176, 1, 'u', 1, doc='How many of the steps are used, 11 at most.'),
    F('num_ranges', 'nvalues', 177, 1, 'u', 1, doc='How many of the ranges are used, 11 at most.'),
    F('pad', '', 178, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))),
    F('num_tests', 'ntests', 1980, 1, 'u', 1, doc='How many of the tests are used, 11 at most; the kernel refuses more.'),
    F('invert', 'invert', 1981, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad', '', 1982, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
