"""Layout of target_checksum_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5d6143be783fc598e762468d78771b10b1669d557a4f550a533f10d809f0f719"


class TargetChecksum0(NamedTuple):
    """CHECKSUM target (struct xt_CHECKSUM_info)"""

    operation: int


LP64 = L('target_checksum_0', 1, TargetChecksum0, (
    F('operation', 'operation', 0, 1, 'u', 1, symbols={1: 'FILL'}, is_flags=True, doc='What is computed.'),
))

I386 = LP64

ILP32 = LP64
