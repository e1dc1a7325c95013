"""Layout of target_hl_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "90f44e7269495aaec0775483f326660c0ec11446a77af235659e057da45b6f80"


class TargetHl0(NamedTuple):
    """HL target (struct ip6t_HL_info)"""

    mode: int
    hop_limit: int


LP64 = L('target_hl_0', 2, TargetHl0, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={0: 'set', 1: 'inc', 2: 'dec'}, doc='How it is changed.'),
    F('hop_limit', 'hop_limit', 1, 1, 'u', 1, doc='New value, or the difference.'),
))

I386 = LP64

ILP32 = LP64
