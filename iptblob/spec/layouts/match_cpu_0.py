"""Layout of match_cpu_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "08823274093988169f337d5b3f00d8b2ad53be524c1211d32b9475ac8a8c5a8b"


class MatchCpu0(NamedTuple):
    """CPU match (struct xt_cpu_info)"""

    cpu: int
    invert: int


LP64 = L('match_cpu_0', 8, MatchCpu0, (
    F('cpu', 'cpu', 0, 4, 'u', 4, doc='Number of the processor, from 0.'),
    F('invert', 'invert', 4, 4, 'u', 4, doc='Non-zero inverts the test.'),
))

I386 = LP64

ILP32 = LP64
