"""Layout of match_comment_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "772d60f90eaa83949a96d1f4bfb2185d36f1f20d2301637f9b9052ffc9c5d834"


class MatchComment0(NamedTuple):
    """Comment (struct xt_comment_info)"""

    comment: bytes


LP64 = L('match_comment_0', 256, MatchComment0, (
    F('comment', 'comment', 0, 256, 'strz', 256, doc='The text. The kernel does not ask for a NUL at the end.'),
))

I386 = LP64

ILP32 = LP64
