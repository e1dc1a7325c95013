"""Layout of match_set_3, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8d9b8e5da12a5261a264d34d991228a6e8dc6dd0103ffff76c82e5fe44a34ca2"


class MatchSet3SetInfo(NamedTuple):
    """set_info of Set match, revision 3 (struct xt_set_info_match_v3)"""

    set_index: int
    dim: int
    flags: int


class MatchSet3CounterMatch0(NamedTuple):
    """counter_match0 of Set match, revision 3 (struct xt_set_info_match_v3)"""

    op: int
    value: int


class MatchSet3(NamedTuple):
    """Set match, revision 3 (struct xt_set_info_match_v3)"""

    match_set: MatchSet3SetInfo
    packets: MatchSet3CounterMatch0
    bytes: MatchSet3CounterMatch0
    flags: int


LP64 = L('match_set_3', 48, MatchSet3, (
    F('match_set', 'match_set', 0, 4, 'struct', 4, doc='The set that is asked.', struct=L('set_info', 4, MatchSet3SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace; its name is not in the blob.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Number of dimensions, 6 at most.'),
    F('flags', 'flags', 3, 1, 'u', 1, symbols={1: 'INV_MATCH', 2: 'DIM_ONE_SRC', 4: 'DIM_TWO_SRC', 8: 'DIM_THREE_SRC', 16: 'DIM_FOUR_SRC', 32: 'DIM_FIVE_SRC', 64: 'DIM_SIX_SRC', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='Which dimensions come from the source of the packet, and whether the result is inverted.'),
))),
    F('pad1', '', 4, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('packets', 'packets', 8, 16, 'struct', 16, doc='Test on the packet counter of the element.', struct=L('counter_match0', 16, MatchSet3CounterMatch0, (
    F('op', 'op', 0, 1, 'u', 1, symbols={0: 'none', 1: 'eq', 2: 'ne', 3: 'lt', 4: 'gt'}, doc='How the counter is compared.'),
    F('pad', '', 1, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
    F('value', 'value', 8, 8, 'u', 8, doc='Value it is compared with.'),
))),
    F('bytes', 'bytes', 24, 16, 'struct', 16, doc='Test on the byte counter of the element.', struct=L('counter_match0', 16, MatchSet3CounterMatch0, (
    F('op', 'op', 0, 1, 'u', 1, symbols={0: 'none', 1: 'eq', 2: 'ne', 3: 'lt', 4: 'gt'}, doc='How the counter is compared.'),
    F('pad', '', 1, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
    F('value', 'value', 8, 8, 'u', 8, doc='Value it is compared with.'),
))),
    F('flags', 'flags', 40, 4, 'u', 4, symbols={8: 'SKIP_COUNTER_UPDATE', 16: 'SKIP_SUBCOUNTER_UPDATE', 32: 'MATCH_COUNTERS', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='What is done with the counters of the element, and with elements marked nomatch.'),
    F('pad2', '', 44, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

I386 = L('match_set_3', 32, MatchSet3, (
    F('match_set', 'match_set', 0, 4, 'struct', 4, doc='The set that is asked.', struct=L('set_info', 4, MatchSet3SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace; its name is not in the blob.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Number of dimensions, 6 at most.'),
    F('flags', 'flags', 3, 1, 'u', 1, symbols={1: 'INV_MATCH', 2: 'DIM_ONE_SRC', 4: 'DIM_TWO_SRC', 8: 'DIM_THREE_SRC', 16: 'DIM_FOUR_SRC', 32: 'DIM_FIVE_SRC', 64: 'DIM_SIX_SRC', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='Which dimensions come from the source of the packet, and whether the result is inverted.'),
))),
    F('packets', 'packets', 4, 12, 'struct', 12, doc='Test on the packet counter of the element.', struct=L('counter_match0', 12, MatchSet3CounterMatch0, (
    F('op', 'op', 0, 1, 'u', 1, symbols={0: 'none', 1: 'eq', 2: 'ne', 3: 'lt', 4: 'gt'}, doc='How the counter is compared.'),
    F('pad', '', 1, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
    F('value', 'value', 4, 8, 'u', 8, doc='Value it is compared with.'),
))),
    F('bytes', 'bytes', 16, 12, 'struct', 12, doc='Test on the byte counter of the element.', struct=L('counter_match0', 12, MatchSet3CounterMatch0, (
    F('op', 'op', 0, 1, 'u', 1, symbols={0: 'none', 1: 'eq', 2: 'ne', 3: 'lt', 4: 'gt'}, doc='How the counter is compared.'),
    F('pad', '', 1, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
    F('value', 'value', 4, 8, 'u', 8, doc='Value it is compared with.'),
))),
    F('flags', 'flags', 28, 4, 'u', 4, symbols={8: 'SKIP_COUNTER_UPDATE', 16: 'SKIP_SUBCOUNTER_UPDATE', 32: 'MATCH_COUNTERS', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='What is done with the counters of the element, and with elements marked nomatch.'),
))

ILP32 = LP64
