"""Layout of target_connmark_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "4629e97512e8a59e97eb22f124accfe36cfeb157f6598578cdc1c04594c14924"


class TargetConnmark1(NamedTuple):
    """CONNMARK target, revision 1 (struct xt_connmark_tginfo1)"""

    ctmark: int
    ctmask: int
    nfmask: int
    mode: int


LP64 = L('target_connmark_1', 16, TargetConnmark1, (
    F('ctmark', 'ctmark', 0, 4, 'u', 4, doc='Value the mark of the connection is changed by.'),
    F('ctmask', 'ctmask', 4, 4, 'u', 4, doc='Bits of the mark of the connection that are cleared or copied.'),
    F('nfmask', 'nfmask', 8, 4, 'u', 4, doc='Bits of the mark of the packet that are cleared or copied.'),
    F('mode', 'mode', 12, 1, 'u', 1, symbols={0: 'set', 1: 'save', 2: 'restore'}, doc='What is done with the mark.'),
    F('pad', '', 13, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
