"""Layout of match_statistic_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "9903d57b96c2c6fb0aaed9beb3c7c81202745213720d7abffa97947da24cf5e1"


class MatchStatistic0(NamedTuple):
    """Statistic match, revision 0 (struct xt_statistic_info)"""

    mode: int
    flags: int
    every: int
    packet: int
    num_left: int
    master: bytes


LP64 = L('match_statistic_0', 24, MatchStatistic0, (
    F('mode', 'mode', 0, 2, 'u', 2, symbols={0: 'random', 1: 'nth'}, doc='How packets are chosen.'),
    F('flags', 'flags', 2, 2, 'u', 2, symbols={1: 'INVERT'}, is_flags=True, doc='Whether the choice is inverted.'),
    F('every', 'u.nth.every', 4, 4, 'u', 4, doc='Mode nth, length of the cycle minus 1. Mode random, the probability times 2^31 (u.random.probability), compared with 31 random bits.'),
    F('packet', 'u.nth.packet', 8, 4, 'u', 4, doc='Mode nth, place in the cycle of the packet that matches, as iptables keeps it for printing; the kernel does not read it.'),
    F('num_left', 'u.nth.count', 12, 4, 'u', 4, role='kernel', doc='Mode nth, where the counter starts, which is what decides the packet that matches. In mode random iptables leaves a copy of the probability.'),
    F('master', 'master', 16, 8, 'raw', 8, role='kernel', doc='Kernel address of the state shared by all CPUs.'),
))

I386 = L('match_statistic_0', 24, MatchStatistic0, (
    F('mode', 'mode', 0, 2, 'u', 2, symbols={0: 'random', 1: 'nth'}, doc='How packets are chosen.'),
    F('flags', 'flags', 2, 2, 'u', 2, symbols={1: 'INVERT'}, is_flags=True, doc='Whether the choice is inverted.'),
    F('every', 'u.nth.every', 4, 4, 'u', 4, doc='Mode nth, length of the cycle minus 1. Mode random, the probability times 2^31 (u.random.probability), compared with 31 random bits.'),
    F('packet', 'u.nth.packet', 8, 4, 'u', 4, doc='Mode nth, place in the cycle of the packet that matches, as iptables keeps it for printing; the kernel does not read it.'),
    F('num_left', 'u.nth.count', 12, 4, 'u', 4, role='kernel', doc='Mode nth, where the counter starts, which is what decides the packet that matches. In mode random iptables leaves a copy of the probability.'),
    F('master', 'master', 16, 4, 'raw', 4, role='kernel', doc='Kernel address of the state shared by all CPUs.'),
    F('pad', '', 20, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
