"""Layout of match_tcp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8df539e1eab2c296ff700b1aa66eb7dce6f1b17570ef128efe602d445a96549a"


class MatchTcp0(NamedTuple):
    """TCP match, revision 0 (struct xt_tcp)"""

    src_ports: list[int]
    dst_ports: list[int]
    option: int
    flg_mask: int
    flg_cmp: int
    invflags: int


LP64 = L('match_tcp_0', 12, MatchTcp0, (
    F('src_ports', 'spts', 0, 4, 'u', 2, count=2, doc='Lowest and highest source port.'),
    F('dst_ports', 'dpts', 4, 4, 'u', 2, count=2, doc='Lowest and highest destination port.'),
    F('option', 'option', 8, 1, 'u', 1, doc='Number of the TCP option that must be present, 0 for none.'),
    F('flg_mask', 'flg_mask', 9, 1, 'u', 1, symbols={1: 'FIN', 2: 'SYN', 4: 'RST', 8: 'PSH', 16: 'ACK', 32: 'URG'}, is_flags=True, doc='TCP flags looked at, as a mask of the byte behind the data offset; bits 6 and 7 are ECE and CWR.'),
    F('flg_cmp', 'flg_cmp', 10, 1, 'u', 1, symbols={1: 'FIN', 2: 'SYN', 4: 'RST', 8: 'PSH', 16: 'ACK', 32: 'URG'}, is_flags=True, doc='TCP flags that must be set among those looked at.'),
    F('invflags', 'invflags', 11, 1, 'u', 1, symbols={1: 'SRCPT', 2: 'DSTPT', 4: 'FLAGS', 8: 'OPTION'}, is_flags=True, doc='Which of the tests are inverted.'),
))

I386 = LP64

ILP32 = LP64
