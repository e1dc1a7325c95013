"""Layout of match_helper_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6c1e17f191d9a952d6b63336a6cc1fb430d06d268e8d9d7aec32aa3fcaa6b0ff"


class MatchHelper0(NamedTuple):
    """Helper match (struct xt_helper_info)"""

    invert: int
    name: bytes


LP64 = L('match_helper_0', 36, MatchHelper0, (
    F('invert', 'invert', 0, 4, 's', 4, doc='Non-zero inverts the test.'),
    F('name', 'name', 4, 30, 'strz', 30, doc='Name of the helper, empty for any.'),
    F('pad1', '', 34, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
