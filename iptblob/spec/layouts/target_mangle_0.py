"""Layout of target_mangle_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "2beee78e6cec99bcc1d733d4502ad0b84f018a49b4b3eacf70bddcdaf8026b06"


class TargetMangle0(NamedTuple):
    """mangle target of ARP (struct arpt_mangle)"""

    src_devaddr: bytes
    tgt_devaddr: bytes
    src_ip: bytes
    tgt_ip: bytes
    flags: int
    verdict: int


LP64 = L('target_mangle_0', 48, TargetMangle0, (
    F('src_devaddr', 'src_devaddr', 0, 16, 'raw', 16, doc='New source hardware address, in the first bytes.'),
    F('tgt_devaddr', 'tgt_devaddr', 16, 16, 'raw', 16, doc='New target hardware address, in the first bytes.'),
    F('src_ip', 'u_s.src_ip', 32, 4, 'raw', 4, doc='New source IP address.'),
    F('tgt_ip', 'u_t.tgt_ip', 36, 4, 'raw', 4, doc='New target IP address.'),
    F('flags', 'flags', 40, 1, 'u', 1, symbols={1: 'SDEV', 2: 'TDEV', 4: 'SIP', 8: 'TIP'}, is_flags=True, doc='Which of the addresses are changed.'),
    F('pad', '', 41, 3, 'raw', 3, role='padding', doc='Padding the compiler adds.'),
    F('verdict', 'target', 44, 4, 's', 4, symbols={0: 'nf_drop', 1: 'nf_accept', -1: 'arpt_continue'}, doc='What becomes of the packet.'),
))

I386 = LP64

ILP32 = LP64
