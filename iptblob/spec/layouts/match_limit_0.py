"""Layout of match_limit_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f1f16f1254443b138e338128d46f132fafc75ee04fb8c6788ba7d1781a9b777c"


class MatchLimit0(NamedTuple):
    """Rate limit match, revision 0 (struct xt_rateinfo)"""

    avg: int
    burst: int
    prev: int
    credit: int
    credit_cap: int
    cost: int
    master: bytes


LP64 = L('match_limit_0', 40, MatchLimit0, (
    F('avg', 'avg', 0, 4, 'u', 4, doc='Time per packet in units of 1/10000 s, 0 for no limit.'),
    F('burst', 'burst', 4, 4, 'u', 4, doc='Packets let through before the limit bites, iptables prints it unless it is 5.'),
    F('prev', 'prev', 8, 8, 'u', 8, role='kernel', doc='Time of the last packet in jiffies, on kernels that keep it here.'),
    F('credit', 'credit', 16, 4, 'u', 4, role='kernel', doc='Tokens left, on kernels that keep them here.'),
    F('credit_cap', 'credit_cap', 20, 4, 'u', 4, role='kernel', doc='Most tokens the bucket holds.'),
    F('cost', 'cost', 24, 4, 'u', 4, role='kernel', doc='Tokens a packet costs.'),
    F('pad', '', 28, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('master', 'master', 32, 8, 'raw', 8, role='kernel', doc='Kernel address of the state shared by all CPUs.'),
))

I386 = L('match_limit_0', 28, MatchLimit0, (
    F('avg', 'avg', 0, 4, 'u', 4, doc='Time per packet in units of 1/10000 s, 0 for no limit.'),
    F('burst', 'burst', 4, 4, 'u', 4, doc='Packets let through before the limit bites, iptables prints it unless it is 5.'),
    F('prev', 'prev', 8, 4, 'u', 4, role='kernel', doc='Time of the last packet in jiffies, on kernels that keep it here.'),
    F('credit', 'credit', 12, 4, 'u', 4, role='kernel', doc='Tokens left, on kernels that keep them here.'),
    F('credit_cap', 'credit_cap', 16, 4, 'u', 4, role='kernel', doc='Most tokens the bucket holds.'),
    F('cost', 'cost', 20, 4, 'u', 4, role='kernel', doc='Tokens a packet costs.'),
    F('master', 'master', 24, 4, 'raw', 4, role='kernel', doc='Kernel address of the state shared by all CPUs.'),
))

ILP32 = I386
