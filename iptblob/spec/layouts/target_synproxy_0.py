"""Layout of target_synproxy_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "ec00f82b4a7d189b3ca76cc06a30410c86da21e075f49a5988d6eadc3e33d20b"


class TargetSynproxy0(NamedTuple):
    """SYNPROXY target (struct nf_synproxy_info)"""

    options: int
    wscale: int
    mss: int


LP64 = L('target_synproxy_0', 4, TargetSynproxy0, (
    F('options', 'options', 0, 1, 'u', 1, symbols={1: 'MSS', 2: 'WSCALE', 4: 'SACK_PERM', 8: 'TIMESTAMP', 16: 'ECN'}, is_flags=True, doc='TCP options that are offered.'),
    F('wscale', 'wscale', 1, 1, 'u', 1, doc='Window scale.'),
    F('mss', 'mss', 2, 2, 'u', 2, doc='Maximum segment size.'),
))

I386 = LP64

ILP32 = LP64
