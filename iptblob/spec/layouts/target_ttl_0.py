"""Layout of target_ttl_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "aa03e521552ed38f0745a6fdae8533a7139b43170b26691f44b2980431930843"


class TargetTtl0(NamedTuple):
    """TTL target (struct ipt_TTL_info)"""

    mode: int
    ttl: int


LP64 = L('target_ttl_0', 2, TargetTtl0, (
    F('mode', 'mode', 0, 1, 'u', 1, symbols={0: 'set', 1: 'inc', 2: 'dec'}, doc='How it is changed.'),
    F('ttl', 'ttl', 1, 1, 'u', 1, doc='New value, or the difference.'),
))

I386 = LP64

ILP32 = LP64
