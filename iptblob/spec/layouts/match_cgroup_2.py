"""Layout of match_cgroup_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "a46950e123614a73aa99c475ee56dedf479b8f282f4e5370929a9e6d4b7a49ec"


class MatchCgroup2(NamedTuple):
    """Control group match, revision 2 (struct xt_cgroup_info_v2)"""

    has_path: int
    has_classid: int
    invert_path: int
    invert_classid: int
    path: bytes
    priv: bytes


LP64 = L('match_cgroup_2', 528, MatchCgroup2, (
    F('has_path', 'has_path', 0, 1, 'u', 1, doc='Non-zero tests the path in the unified hierarchy.'),
    F('has_classid', 'has_classid', 1, 1, 'u', 1, doc='Non-zero tests the class id.'),
    F('invert_path', 'invert_path', 2, 1, 'u', 1, doc='Non-zero inverts the test of the path.'),
    F('invert_classid', 'invert_classid', 3, 1, 'u', 1, doc='Non-zero inverts the test of the class id.'),
    F('path', 'path', 4, 512, 'raw', 512, doc='Union of path (up to the first NUL) and classid (the first four bytes, host order). Kept as bytes, so that nothing of either gets lost.'),
    F('pad1', '', 516, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
    F('priv', 'priv', 520, 8, 'raw', 8, role='kernel', doc='The control group. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_cgroup_2', 528, MatchCgroup2, (
    F('has_path', 'has_path', 0, 1, 'u', 1, doc='Non-zero tests the path in the unified hierarchy.'),
    F('has_classid', 'has_classid', 1, 1, 'u', 1, doc='Non-zero tests the class id.'),
    F('invert_path', 'invert_path', 2, 1, 'u', 1, doc='Non-zero inverts the test of the path.'),
    F('invert_classid', 'invert_classid', 3, 1, 'u', 1, doc='Non-zero inverts the test of the class id.'),
    F('path', 'path', 4, 512, 'raw', 512, doc='Union of path (up to the first NUL) and classid (the first four bytes, host order). Kept as bytes, so that nothing of either gets lost.'),
    F('pad1', '', 516, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
    F('priv', 'priv', 520, 4, 'raw', 4, role='kernel', doc='The control group. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad2', '', 524, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
