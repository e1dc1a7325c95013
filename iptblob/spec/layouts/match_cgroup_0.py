"""Layout of match_cgroup_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5281e117e0c7cbeb3f4d97eaab449dcc798332663256d27dc8f02b0a1474ab4f"


class MatchCgroup0(NamedTuple):
    """Control group match, revision 0 (struct xt_cgroup_info_v0)"""

    classid: int
    invert: int


LP64 = L('match_cgroup_0', 8, MatchCgroup0, (
    F('classid', 'id', 0, 4, 'u', 4, doc='Class id (net_cls.classid).'),
    F('invert', 'invert', 4, 4, 'u', 4, doc='Non-zero inverts the test.'),
))

I386 = LP64

ILP32 = LP64
