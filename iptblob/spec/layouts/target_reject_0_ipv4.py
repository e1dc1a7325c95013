"""Layout of target_reject_0_ipv4, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "edf9790eaf9de8c7a4c54531183cc5a952e1df24ea7ef7066e920a2992f4e444"


class TargetReject0Ipv4(NamedTuple):
    """REJECT target of IPv4 (struct ipt_reject_info)"""

    reject_with: int


LP64 = L('target_reject_0_ipv4', 4, TargetReject0Ipv4, (
    F('reject_with', 'with', 0, 4, 'u', 4, symbols={0: 'icmp_net_unreachable', 1: 'icmp_host_unreachable', 2: 'icmp_prot_unreachable', 3: 'icmp_port_unreachable', 4: 'icmp_echoreply', 5: 'icmp_net_prohibited', 6: 'icmp_host_prohibited', 7: 'tcp_reset', 8: 'icmp_admin_prohibited'}, doc='What is sent.'),
))

I386 = LP64

ILP32 = LP64
