"""Layout of match_ecn_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "058f185bd797274308abbbc17487eb8ec61a9e28026d4c80117a4d7caac2f496"


class MatchEcn0(NamedTuple):
    """ECN match (struct xt_ecn_info)"""

    operation: int
    invert: int
    ip_ect: int
    tcp_ect: int


LP64 = L('match_ecn_0', 4, MatchEcn0, (
    F('operation', 'operation', 0, 1, 'u', 1, symbols={1: 'MATCH_IP', 16: 'MATCH_ECE', 32: 'MATCH_CWR'}, is_flags=True, doc='Tests that are made.'),
    F('invert', 'invert', 1, 1, 'u', 1, symbols={1: 'MATCH_IP', 16: 'MATCH_ECE', 32: 'MATCH_CWR'}, is_flags=True, doc='Tests that are inverted.'),
    F('ip_ect', 'ip_ect', 2, 1, 'u', 1, doc='ECN codepoint of the IP header, 0 to 3.'),
    F('tcp_ect', 'proto.tcp.ect', 3, 1, 'u', 1, doc='Not used.'),
))

I386 = LP64

ILP32 = LP64
