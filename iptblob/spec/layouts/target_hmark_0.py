"""Layout of target_hmark_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f74b74a76742cdc9e06edc8a82d2aab6f8851f5acf14908c577d7452c354b3c9"


class TargetHmark0(NamedTuple):
    """HMARK target (struct xt_hmark_info)"""

    src_mask: bytes
    dst_mask: bytes
    src_port_mask: int
    dst_port_mask: int
    src_port: int
    dst_port: int
    flags: int
    proto_mask: int
    hashrnd: int
    hmodulus: int
    hoffset: int


LP64 = L('target_hmark_0', 60, TargetHmark0, (
    F('src_mask', 'src_mask', 0, 16, 'raw', 16, doc='Mask of the source address; an IPv4 mask fills the first four bytes.'),
    F('dst_mask', 'dst_mask', 16, 16, 'raw', 16, doc='Mask of the destination address.'),
    F('src_port_mask', 'port_mask.b16.src', 32, 2, 'u', 2, be=True, doc='Mask of the source port, or upper half of the mask of the SPI.'),
    F('dst_port_mask', 'port_mask.b16.dst', 34, 2, 'u', 2, be=True, doc='Mask of the destination port, or lower half of the mask of the SPI.'),
    F('src_port', 'port_set.b16.src', 36, 2, 'u', 2, be=True, doc='Source port to hash instead of the real one, or upper half of the SPI.'),
    F('dst_port', 'port_set.b16.dst', 38, 2, 'u', 2, be=True, doc='Destination port to hash instead of the real one, or lower half of the SPI.'),
    F('flags', 'flags', 40, 4, 'u', 4, symbols={1: 'SADDR_MASK', 2: 'DADDR_MASK', 4: 'SPI', 8: 'SPI_MASK', 16: 'SPORT', 32: 'DPORT', 64: 'SPORT_MASK', 128: 'DPORT_MASK', 256: 'PROTO_MASK', 512: 'RND', 1024: 'MODULUS', 2048: 'OFFSET', 4096: 'CT', 8192: 'METHOD_L3', 16384: 'METHOD_L3_4'}, is_flags=True, doc='Which of the fields are used, and what is hashed.'),
    F('proto_mask', 'proto_mask', 44, 2, 'u', 2, doc='Mask of the protocol number.'),
    F('pad', '', 46, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('hashrnd', 'hashrnd', 48, 4, 'u', 4, doc='Start value of the hash.'),
    F('hmodulus', 'hmodulus', 52, 4, 'u', 4, doc='How many marks there are; the kernel scales the hash to the range from 0 up to, but without, this number, and refuses 0.'),
    F('hoffset', 'hoffset', 56, 4, 'u', 4, doc='Added to the result.'),
))

I386 = LP64

ILP32 = LP64
