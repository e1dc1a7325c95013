"""Layout of fib_rule_hdr, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "7e74d284d6995c0e44a6c92958e1e7f48ee6f5a2c996ea62584898f080eb5eb1"


class FibRuleHdr(NamedTuple):
    """What begins a message about a routing rule (struct fib_rule_hdr)"""

    family: int
    dst_len: int
    src_len: int
    tos: int
    table: int
    res1: int
    res2: int
    action: int
    flags: int


LP64 = L('fib_rule_hdr', 12, FibRuleHdr, (
    F('family', 'family', 0, 1, 'u', 1, doc='AF_INET or AF_INET6.'),
    F('dst_len', 'dst_len', 1, 1, 'u', 1, doc='Bits of the destination prefix.'),
    F('src_len', 'src_len', 2, 1, 'u', 1, doc='Bits of the source prefix.'),
    F('tos', 'tos', 3, 1, 'u', 1, doc='Type of service.'),
    F('table', 'table', 4, 1, 'u', 1, doc='Routing table as far as it fits.'),
    F('res1', 'res1', 5, 1, 'u', 1, doc='Reserved.'),
    F('res2', 'res2', 6, 1, 'u', 1, doc='Reserved.'),
    F('action', 'action', 7, 1, 'u', 1, doc='FR_ACT number.'),
    F('flags', 'flags', 8, 4, 'u', 4, doc='FIB_RULE flags.'),
))

I386 = LP64

ILP32 = LP64
