"""Layout of target_reject_0_ipv6, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "647d5bfd812ad9fafcc9b53286082e06a17b465328baacb3e9986c8919fc5a19"


class TargetReject0Ipv6(NamedTuple):
    """REJECT target of IPv6 (struct ip6t_reject_info)"""

    reject_with: int


LP64 = L('target_reject_0_ipv6', 4, TargetReject0Ipv6, (
    F('reject_with', 'with', 0, 4, 'u', 4, symbols={0: 'icmp6_no_route', 1: 'icmp6_adm_prohibited', 2: 'icmp6_not_neighbour', 3: 'icmp6_addr_unreach', 4: 'icmp6_port_unreach', 5: 'icmp6_echoreply', 6: 'tcp_reset', 7: 'icmp6_policy_fail', 8: 'icmp6_reject_route'}, doc='What is sent.'),
))

I386 = LP64

ILP32 = LP64
