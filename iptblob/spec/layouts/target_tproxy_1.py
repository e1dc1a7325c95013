"""Layout of target_tproxy_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d30a6afe22985580d1c24883be652ef8d38600625f97948cd1a41c42806dc76a"


class TargetTproxy1(NamedTuple):
    """TPROXY target, revision 1 (struct xt_tproxy_target_info_v1)"""

    mark_mask: int
    mark_value: int
    laddr: bytes
    lport: int


LP64 = L('target_tproxy_1', 28, TargetTproxy1, (
    F('mark_mask', 'mark_mask', 0, 4, 'u', 4, doc='Bits of the mark that are cleared.'),
    F('mark_value', 'mark_value', 4, 4, 'u', 4, doc='Bits of the mark that are flipped then.'),
    F('laddr', 'laddr', 8, 16, 'raw', 16, doc='Local address; an IPv4 address fills the first four bytes.'),
    F('lport', 'lport', 24, 2, 'u', 2, be=True, doc='Local port in network order, 0 for the original one.'),
    F('pad', '', 26, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
