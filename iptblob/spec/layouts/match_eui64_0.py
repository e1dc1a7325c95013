"""Layout of match_eui64_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "7c9e97869128f1e4710d23b2952c2ffb4cf0cbf53ec5fc020f1990f960aa9ebc"


class MatchEui640(NamedTuple):
    """EUI-64 match (an int without meaning)"""

    unused: int


LP64 = L('match_eui64_0', 4, MatchEui640, (
    F('unused', 'unused', 0, 4, 's', 4, doc='Never read nor written.'),
))

I386 = LP64

ILP32 = LP64
