"""Layout of ipt_ip, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "c984e70f1c306186a33e4b5fe5a34d2c7e7f4b27d611ffc92ff0212d85efaae6"


class IptIp(NamedTuple):
    """What every IPv4 packet is compared with first (struct ipt_ip)"""

    src: bytes
    dst: bytes
    smsk: bytes
    dmsk: bytes
    iniface: bytes
    outiface: bytes
    iniface_mask: bytes
    outiface_mask: bytes
    proto: int
    flags: int
    invflags: int


LP64 = L('ipt_ip', 84, IptIp, (
    F('src', 'src', 0, 4, 'raw', 4, doc='Source address.'),
    F('dst', 'dst', 4, 4, 'raw', 4, doc='Destination address.'),
    F('smsk', 'smsk', 8, 4, 'raw', 4, doc='Mask of the source address.'),
    F('dmsk', 'dmsk', 12, 4, 'raw', 4, doc='Mask of the destination address.'),
    F('iniface', 'iniface', 16, 16, 'strz', 16, doc='Input interface; an empty name is any.'),
    F('outiface', 'outiface', 32, 16, 'strz', 16, doc='Output interface; an empty name is any.'),
    F('iniface_mask', 'iniface_mask', 48, 16, 'raw', 16, doc='Which bytes of the input interface name are compared.'),
    F('outiface_mask', 'outiface_mask', 64, 16, 'raw', 16, doc='Which bytes of the output interface name are compared.'),
    F('proto', 'proto', 80, 2, 'u', 2, doc='Protocol number, 0 for any.'),
    F('flags', 'flags', 82, 1, 'u', 1, symbols={1: 'FRAG', 2: 'GOTO'}, is_flags=True, doc='Fragments only (IPT_F_FRAG), goto instead of jump (IPT_F_GOTO).'),
    F('invflags', 'invflags', 83, 1, 'u', 1, symbols={1: 'VIA_IN', 2: 'VIA_OUT', 4: 'TOS', 8: 'SRCIP', 16: 'DSTIP', 32: 'FRAG', 64: 'PROTO'}, is_flags=True, doc='Which comparisons are inverted (IPT_INV_*).'),
))

I386 = LP64

ILP32 = LP64
