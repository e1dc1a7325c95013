"""Layout of target_connmark_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e29bcf68cded86628a27783ea50cccb4c66b7a74ba2407b328e836de2b4db712"


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
