"""Layout of ip6t_ip6, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "012fa2ec9592e638737528c37aefa66aafae1a791a8888ae096b348a29dbd9ac"


class Ip6tIp6(NamedTuple):
    """What every IPv6 packet is compared with first (struct ip6t_ip6)"""

    src: bytes
    dst: bytes
    smsk: bytes
    dmsk: bytes
    iniface: bytes
    outiface: bytes
    iniface_mask: bytes
    outiface_mask: bytes
    proto: int
    tos: int
    flags: int
    invflags: int


LP64 = L('ip6t_ip6', 136, Ip6tIp6, (
    F('src', 'src', 0, 16, 'raw', 16, doc='Source address.'),
    F('dst', 'dst', 16, 16, 'raw', 16, doc='Destination address.'),
    F('smsk', 'smsk', 32, 16, 'raw', 16, doc='Mask of the source address.'),
    F('dmsk', 'dmsk', 48, 16, 'raw', 16, doc='Mask of the destination address.'),
    F('iniface', 'iniface', 64, 16, 'strz', 16, doc='Input interface; an empty name is any.'),
    F('outiface', 'outiface', 80, 16, 'strz', 16, doc='Output interface; an empty name is any.'),
    F('iniface_mask', 'iniface_mask', 96, 16, 'raw', 16, doc='Which bytes of the input interface name are compared.'),
    F('outiface_mask', 'outiface_mask', 112, 16, 'raw', 16, doc='Which bytes of the output interface name are compared.'),
    F('proto', 'proto', 128, 2, 'u', 2, doc='Protocol number, 0 for any.'),
    F('tos', 'tos', 130, 1, 'u', 1, doc='Traffic class, compared where the flag TOS is set.'),
    F('flags', 'flags', 131, 1, 'u', 1, symbols={1: 'PROTO', 2: 'TOS', 4: 'GOTO'}, is_flags=True, doc='Which comparisons are made (PROTO, TOS) and goto instead of jump (GOTO).'),
    F('invflags', 'invflags', 132, 1, 'u', 1, symbols={1: 'VIA_IN', 2: 'VIA_OUT', 4: 'TOS', 8: 'SRCIP', 16: 'DSTIP', 32: 'FRAG', 64: 'PROTO'}, is_flags=True, doc='Which comparisons are inverted (IP6T_INV_*).'),
    F('pad_ip', '', 133, 3, 'raw', 3, role='padding', doc='Padding to the alignment of a 32-bit integer. The kernel takes non-zero bytes here for a condition.'),
))

I386 = LP64

ILP32 = LP64
