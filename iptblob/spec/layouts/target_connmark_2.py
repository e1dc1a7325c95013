"""Layout of target_connmark_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f584a0f259502a5cbf9456392270bec2378e818e2c89a93d85bea28511ecba8b"


class TargetConnmark2(NamedTuple):
    """CONNMARK target, revision 2 (struct xt_connmark_tginfo2)"""

    ctmark: int
    ctmask: int
    nfmask: int
    shift_dir: int
    shift_bits: int
    mode: int


LP64 = L('target_connmark_2', 16, TargetConnmark2, (
    F('ctmark', 'ctmark', 0, 4, 'u', 4, doc='Value the mark of the connection is changed by.'),
    F('ctmask', 'ctmask', 4, 4, 'u', 4, doc='Bits of the mark of the connection that are cleared or copied.'),
    F('nfmask', 'nfmask', 8, 4, 'u', 4, doc='Bits of the mark of the packet that are cleared or copied.'),
    F('shift_dir', 'shift_dir', 12, 1, 'u', 1, symbols={0: 'left', 1: 'right'}, doc='Which way the mark is shifted.'),
    F('shift_bits', 'shift_bits', 13, 1, 'u', 1, doc='By how many bits.'),
    F('mode', 'mode', 14, 1, 'u', 1, symbols={0: 'set', 1: 'save', 2: 'restore'}, doc='What is done with the mark.'),
    F('pad', '', 15, 1, 'raw', 1, role='padding', doc='Padding the compiler adds.'),
))

I386 = LP64

ILP32 = LP64
