"""Layout of match_cgroup_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e5b2c2852f67b02f5aad8cf9161ca1369e479cfb5e4da4b57cfc3a4f4fe9cd94"


class MatchCgroup1(NamedTuple):
    """Control group match, revision 1 (struct xt_cgroup_info_v1)"""

    has_path: int
    has_classid: int
    invert_path: int
    invert_classid: int
    path: bytes
    classid: int
    priv: bytes


LP64 = L('match_cgroup_1', 4112, MatchCgroup1, (
    F('has_path', 'has_path', 0, 1, 'u', 1, doc='Non-zero tests the path in the unified hierarchy.'),
    F('has_classid', 'has_classid', 1, 1, 'u', 1, doc='Non-zero tests the class id.'),
    F('invert_path', 'invert_path', 2, 1, 'u', 1, doc='Non-zero inverts the test of the path.'),
    F('invert_classid', 'invert_classid', 3, 1, 'u', 1, doc='Non-zero inverts the test of the class id.'),
    F('path', 'path', 4, 4096, 'strz', 4096, doc='Path from the root of the hierarchy.'),
    F('classid', 'classid', 4100, 4, 'u', 4, doc='Class id (net_cls.classid).'),
    F('priv', 'priv', 4104, 8, 'raw', 8, role='kernel', doc='The control group. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_cgroup_1', 4112, MatchCgroup1, (
    F('has_path', 'has_path', 0, 1, 'u', 1, doc='Non-zero tests the path in the unified hierarchy.'),
    F('has_classid', 'has_classid', 1, 1, 'u', 1, doc='Non-zero tests the class id.'),
    F('invert_path', 'invert_path', 2, 1, 'u', 1, doc='Non-zero inverts the test of the path.'),
    F('invert_classid', 'invert_classid', 3, 1, 'u', 1, doc='Non-zero inverts the test of the class id.'),
    F('path', 'path', 4, 4096, 'strz', 4096, doc='Path from the root of the hierarchy.'),
    F('classid', 'classid', 4100, 4, 'u', 4, doc='Class id (net_cls.classid).'),
    F('priv', 'priv', 4104, 4, 'raw', 4, role='kernel', doc='The control group. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad1', '', 4108, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
