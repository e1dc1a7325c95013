"""Layout of match_rateest_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5250ab5afa732e7d049b62e2d87c206b796a883b3f64de066debef3a2cffab31"


class MatchRateest0(NamedTuple):
    """Rate estimator match, revision 0 (struct xt_rateest_match_info)"""

    name1: bytes
    name2: bytes
    flags: int
    mode: int
    bps1: int
    pps1: int
    bps2: int
    pps2: int
    est1: bytes
    est2: bytes


LP64 = L('match_rateest_0', 72, MatchRateest0, (
    F('name1', 'name1', 0, 16, 'strz', 16, doc='Name of the estimator.'),
    F('name2', 'name2', 16, 16, 'strz', 16, doc='Name of the one it is compared with.'),
    F('flags', 'flags', 32, 2, 'u', 2, symbols={1: 'INVERT', 2: 'ABS', 4: 'REL', 8: 'DELTA', 16: 'BPS', 32: 'PPS'}, is_flags=True, doc='What is compared.'),
    F('mode', 'mode', 34, 2, 'u', 2, symbols={0: 'none', 1: 'eq', 2: 'lt', 3: 'gt'}, doc='How it is compared.'),
    F('bps1', 'bps1', 36, 4, 'u', 4, doc='Bytes per second that the first rate is taken from (DELTA).'),
    F('pps1', 'pps1', 40, 4, 'u', 4, doc='Packets per second that the first rate is taken from (DELTA).'),
    F('bps2', 'bps2', 44, 4, 'u', 4, doc='Bytes per second compared with, or that the second rate is taken from.'),
    F('pps2', 'pps2', 48, 4, 'u', 4, doc='Packets per second compared with, or that the second rate is taken from.'),
    F('pad1', '', 52, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('est1', 'est1', 56, 8, 'raw', 8, role='kernel', doc='Kernel address of the first estimator.'),
    F('est2', 'est2', 64, 8, 'raw', 8, role='kernel', doc='Kernel address of the second estimator.'),
))

I386 = L('match_rateest_0', 72, MatchRateest0, (
    F('name1', 'name1', 0, 16, 'strz', 16, doc='Name of the estimator.'),
    F('name2', 'name2', 16, 16, 'strz', 16, doc='Name of the one it is compared with.'),
    F('flags', 'flags', 32, 2, 'u', 2, symbols={1: 'INVERT', 2: 'ABS', 4: 'REL', 8: 'DELTA', 16: 'BPS', 32: 'PPS'}, is_flags=True, doc='What is compared.'),
    F('mode', 'mode', 34, 2, 'u', 2, symbols={0: 'none', 1: 'eq', 2: 'lt', 3: 'gt'}, doc='How it is compared.'),
    F('bps1', 'bps1', 36, 4, 'u', 4, doc='Bytes per second that the first rate is taken from (DELTA).'),
    F('pps1', 'pps1', 40, 4, 'u', 4, doc='Packets per second that the first rate is taken from (DELTA).'),
    F('bps2', 'bps2', 44, 4, 'u', 4, doc='Bytes per second compared with, or that the second rate is taken from.'),
    F('pps2', 'pps2', 48, 4, 'u', 4, doc='Packets per second compared with, or that the second rate is taken from.'),
    F('pad1', '', 52, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('est1', 'est1', 56, 4, 'raw', 4, role='kernel', doc='Kernel address of the first estimator.'),
    F('pad2', '', 60, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('est2', 'est2', 64, 4, 'raw', 4, role='kernel', doc='Kernel address of the second estimator.'),
    F('pad3', '', 68, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
