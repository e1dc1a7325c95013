"""Layout of arpt_arp, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d168d9a687b83492e64118b3a27cb492d007b7bc2a24c756ff279c6af03efb15"


class ArptArp(NamedTuple):
    """What every ARP packet is compared with first (struct arpt_arp)"""

    src: bytes
    tgt: bytes
    smsk: bytes
    tmsk: bytes
    arhln: int
    arhln_mask: int
    src_devaddr: bytes
    src_devaddr_mask: bytes
    tgt_devaddr: bytes
    tgt_devaddr_mask: bytes
    arpop: int
    arpop_mask: int
    arhrd: int
    arhrd_mask: int
    arpro: int
    arpro_mask: int
    iniface: bytes
    outiface: bytes
    iniface_mask: bytes
    outiface_mask: bytes
    flags: int
    invflags: int


LP64 = L('arpt_arp', 164, ArptArp, (
    F('src', 'src', 0, 4, 'raw', 4, doc='Source IP address.'),
    F('tgt', 'tgt', 4, 4, 'raw', 4, doc='Target IP address.'),
    F('smsk', 'smsk', 8, 4, 'raw', 4, doc='Mask of the source address.'),
    F('tmsk', 'tmsk', 12, 4, 'raw', 4, doc='Mask of the target address.'),
    F('arhln', 'arhln', 16, 1, 'u', 1, doc='Length of the hardware address.'),
    F('arhln_mask', 'arhln_mask', 17, 1, 'u', 1, doc='Mask of that length.'),
    F('src_devaddr', 'src_devaddr.addr', 18, 16, 'raw', 16, doc='Source hardware address.'),
    F('src_devaddr_mask', 'src_devaddr.mask', 34, 16, 'raw', 16, doc='Mask of the source hardware address.'),
    F('tgt_devaddr', 'tgt_devaddr.addr', 50, 16, 'raw', 16, doc='Target hardware address.'),
    F('tgt_devaddr_mask', 'tgt_devaddr.mask', 66, 16, 'raw', 16, doc='Mask of the target hardware address.'),
    F('arpop', 'arpop', 82, 2, 'u', 2, be=True, doc='ARP operation.'),
    F('arpop_mask', 'arpop_mask', 84, 2, 'u', 2, be=True, doc='Mask of the operation.'),
    F('arhrd', 'arhrd', 86, 2, 'u', 2, be=True, doc='Hardware type.'),
    F('arhrd_mask', 'arhrd_mask', 88, 2, 'u', 2, be=True, doc='Mask of the hardware type.'),
    F('arpro', 'arpro', 90, 2, 'u', 2, be=True, doc='Protocol type.'),
    F('arpro_mask', 'arpro_mask', 92, 2, 'u', 2, be=True, doc='Mask of the protocol type.'),
    F('iniface', 'iniface', 94, 16, 'strz', 16, doc='Input interface; an empty name is any.'),
    F('outiface', 'outiface', 110, 16, 'strz', 16, doc='Output interface; an empty name is any.'),
    F('iniface_mask', 'iniface_mask', 126, 16, 'raw', 16, doc='Which bytes of the input interface name are compared.'),
    F('outiface_mask', 'outiface_mask', 142, 16, 'raw', 16, doc='Which bytes of the output interface name are compared.'),
    F('flags', 'flags', 158, 1, 'u', 1, doc='No flag is defined.'),
    F('pad_invflags', '', 159, 1, 'raw', 1, role='padding', doc='Padding to the alignment of a 16-bit integer. The kernel takes a non-zero byte here for a condition.'),
    F('invflags', 'invflags', 160, 2, 'u', 2, symbols={1: 'VIA_IN', 2: 'VIA_OUT', 4: 'SRCIP', 8: 'TGTIP', 16: 'SRCDEVADDR', 32: 'TGTDEVADDR', 64: 'ARPOP', 128: 'ARPHRD', 256: 'ARPPRO', 512: 'ARPHLN'}, is_flags=True, doc='Which comparisons are inverted (ARPT_INV_*).'),
    F('pad_arp', '', 162, 2, 'raw', 2, role='padding', doc='Padding to the alignment of a 32-bit integer. The kernel takes non-zero bytes here for a condition.'),
))

I386 = LP64

ILP32 = LP64
