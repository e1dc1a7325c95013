"""Layout of target_ecn_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "72fd0fa3c98cf83e50fcab366293945cb8d52b4d0ae5c2fe8aead8ff28e72249"


class TargetEcn0(NamedTuple):
    """ECN target (struct ipt_ECN_info)"""

    operation: int
    ip_ect: int
    tcp_bits: int


LP64 = L('target_ecn_0', 3, TargetEcn0, (
    F('operation', 'operation', 0, 1, 'u', 1, symbols={1: 'SET_IP', 16: 'SET_ECE', 32: 'SET_CWR'}, is_flags=True, doc='Which bits are touched.'),
    F('ip_ect', 'ip_ect', 1, 1, 'u', 1, doc='Code point for the IP header.'),
    F('tcp_bits', 'proto', 2, 1, 'u', 1, doc='Bit fields ece and cwr of the TCP header. A compiler counts bit fields from the lowest bit on little-endian machines and from the highest on big-endian ones.'),
))

I386 = LP64

ILP32 = LP64
