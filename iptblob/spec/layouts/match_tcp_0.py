"""Layout of match_tcp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "fab55752da69514db5eebb7cf9f0f837cd7ee5dcd289e8172faa597d31807cba"


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
    F('flg_mask', 'flg_mask', 9, 1, 'u', 1, doc='TCP flags looked at.'),
    F('flg_cmp', 'flg_cmp', 10, 1, 'u', 1, doc='TCP flags that must be set among those looked at.'),
    F('invflags', 'invflags', 11, 1, 'u', 1, doc='Which of the tests are inverted (XT_TCP_INV_*).'),
))

I386 = LP64

ILP32 = LP64
