"""Layout of match_set_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "90c67249af9c9982474ddfce8b0de7349f12cc91cca486759d01e4e1e0226cb4"


class MatchSet0SetInfoV0(NamedTuple):
    """set_info_v0 of Set match, revision 0 (struct xt_set_info_match_v0)"""

    set_index: int
    flags: list[int]


class MatchSet0(NamedTuple):
    """Set match, revision 0 (struct xt_set_info_match_v0)"""

    match_set: MatchSet0SetInfoV0


LP64 = L('match_set_0', 32, MatchSet0, (
    F('match_set', 'match_set', 0, 32, 'struct', 32, doc='The set that is asked.', struct=L('set_info_v0', 32, MatchSet0SetInfoV0, (
    F('set_index', 'index', 0, 2, 'u', 2, doc='Index of the set in the network namespace; its name is not in the blob.'),
    F('pad', '', 2, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('flags', 'u.flags', 4, 28, 'u', 4, count=7, doc='Per dimension 1 for source or 2 for destination, 4 in the first one to invert; the kernel writes dimension and flags of revision 1 over the last one (u.compat).'),
))),
))

I386 = LP64

ILP32 = LP64
