"""Layout of match_set_4, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f4d8505ad62dc9da915a3a94d2cc864869c118eb0661944d15bab99099dd772b"


class MatchSet4SetInfo(NamedTuple):
    """set_info of Set match, revision 4 (struct xt_set_info_match_v4)"""

    set_index: int
    dim: int
    flags: int


class MatchSet4CounterMatch(NamedTuple):
    """counter_match of Set match, revision 4 (struct xt_set_info_match_v4)"""

    value: int
    op: int


class MatchSet4(NamedTuple):
    """Set match, revision 4 (struct xt_set_info_match_v4)"""

    match_set: MatchSet4SetInfo
    packets: MatchSet4CounterMatch
    bytes: MatchSet4CounterMatch
    flags: int


LP64 = L('match_set_4', 48, MatchSet4, (
    F('match_set', 'match_set', 0, 4, 'struct', 4, doc='The set that is asked.', struct=L('set_info', 4, MatchSet4SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace; its name is not in the blob.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Number of dimensions, 6 at most.'),
    F('flags', 'flags', 3, 1, 'u', 1, symbols={1: 'INV_MATCH', 2: 'DIM_ONE_SRC', 4: 'DIM_TWO_SRC', 8: 'DIM_THREE_SRC', 16: 'DIM_FOUR_SRC', 32: 'DIM_FIVE_SRC', 64: 'DIM_SIX_SRC', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='Which dimensions come from the source of the packet, and whether the result is inverted.'),
))),
    F('pad1', '', 4, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('packets', 'packets', 8, 16, 'struct', 16, doc='Test on the packet counter of the element.', struct=L('counter_match', 16, MatchSet4CounterMatch, (
    F('value', 'value', 0, 8, 'u', 8, doc='Value it is compared with.'),
    F('op', 'op', 8, 1, 'u', 1, symbols={0: 'none', 1: 'eq', 2: 'ne', 3: 'lt', 4: 'gt'}, doc='How the counter is compared.'),
    F('pad', '', 9, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
))),
    F('bytes', 'bytes', 24, 16, 'struct', 16, doc='Test on the byte counter of the element.', struct=L('counter_match', 16, MatchSet4CounterMatch, (
    F('value', 'value', 0, 8, 'u', 8, doc='Value it is compared with.'),
    F('op', 'op', 8, 1, 'u', 1, symbols={0: 'none', 1: 'eq', 2: 'ne', 3: 'lt', 4: 'gt'}, doc='How the counter is compared.'),
    F('pad', '', 9, 7, 'raw', 7, role='padding', doc='Padding the compiler adds.'),
))),
    F('flags', 'flags', 40, 4, 'u', 4, symbols={8: 'SKIP_COUNTER_UPDATE', 16: 'SKIP_SUBCOUNTER_UPDATE', 32: 'MATCH_COUNTERS', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='What is done with the counters of the element, and with elements marked nomatch.'),
    F('pad2', '', 44, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
