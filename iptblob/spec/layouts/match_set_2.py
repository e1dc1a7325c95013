"""Layout of match_set_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "75b4687d8b18fe8820c915a69155a01338127373ce8fffac359d68be048832a3"


class MatchSet2SetInfo(NamedTuple):
    """set_info of Set match, revision 2 (struct xt_set_info_match_v1)"""

    set_index: int
    dim: int
    flags: int


class MatchSet2(NamedTuple):
    """Set match, revision 2 (struct xt_set_info_match_v1)"""

    match_set: MatchSet2SetInfo


LP64 = L('match_set_2', 4, MatchSet2, (
    F('match_set', 'match_set', 0, 4, 'struct', 4, doc='The set that is asked.', struct=L('set_info', 4, MatchSet2SetInfo, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace; its name is not in the blob.'),
    F('dim', 'dim', 2, 1, 'u', 1, doc='Number of dimensions, 6 at most.'),
    F('flags', 'flags', 3, 1, 'u', 1, symbols={1: 'INV_MATCH', 2: 'DIM_ONE_SRC', 4: 'DIM_TWO_SRC', 8: 'DIM_THREE_SRC', 16: 'DIM_FOUR_SRC', 32: 'DIM_FIVE_SRC', 64: 'DIM_SIX_SRC', 128: 'RETURN_NOMATCH'}, is_flags=True, doc='Which dimensions come from the source of the packet, and whether the result is inverted.'),
))),
))

I386 = LP64

ILP32 = LP64
