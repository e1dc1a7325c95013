"""Layout of target_tproxy_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "549ff0522f2d3b4ac0e0d7960beee02f3878104baeda61acc5920a84c598007b"


class TargetTproxy0(NamedTuple):
    """TPROXY target, revision 0 (struct xt_tproxy_target_info)"""

    mark_mask: int
    mark_value: int
    laddr: bytes
    lport: int


LP64 = L('target_tproxy_0', 16, TargetTproxy0, (
    F('mark_mask', 'mark_mask', 0, 4, 'u', 4, doc='Bits of the mark that are cleared.'),
    F('mark_value', 'mark_value', 4, 4, 'u', 4, doc='Bits of the mark that are flipped then.'),
    F('laddr', 'laddr', 8, 4, 'raw', 4, doc='Local address, 0 for that of the interface.'),
    F('lport', 'lport', 12, 2, 'u', 2, be=True, doc='Local port in network order, 0 for the original one.'),
    F('pad', '', 14, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
