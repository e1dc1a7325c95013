"""Layout of match_dccp_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "698ed44030e379f416f29e3cca0077c485c791edd270a0ad7cae0f9290f4690b"


class MatchDccp0(NamedTuple):
    """DCCP match (struct xt_dccp_info)"""

    dst_ports: list[int]
    src_ports: list[int]
    flags: int
    invflags: int
    typemask: int
    option: int


LP64 = L('match_dccp_0', 16, MatchDccp0, (
    F('dst_ports', 'dpts', 0, 4, 'u', 2, count=2, doc='Lowest and highest destination port.'),
    F('src_ports', 'spts', 4, 4, 'u', 2, count=2, doc='Lowest and highest source port.'),
    F('flags', 'flags', 8, 2, 'u', 2, symbols={1: 'SRC_PORTS', 2: 'DEST_PORTS', 4: 'TYPE', 8: 'OPTION'}, is_flags=True, doc='Tests that are made.'),
    F('invflags', 'invflags', 10, 2, 'u', 2, symbols={1: 'SRC_PORTS', 2: 'DEST_PORTS', 4: 'TYPE', 8: 'OPTION'}, is_flags=True, doc='Tests that are inverted.'),
    F('typemask', 'typemask', 12, 2, 'u', 2, symbols={1: 'REQUEST', 2: 'RESPONSE', 4: 'DATA', 8: 'ACK', 16: 'DATAACK', 32: 'CLOSEREQ', 64: 'CLOSE', 128: 'RESET', 256: 'SYNC', 512: 'SYNCACK', 1024: 'INVALID'}, is_flags=True, doc='Packet types that match; bits 10 to 15 together stand for the invalid ones.'),
    F('option', 'option', 14, 1, 'u', 1, doc='Number of the option that must be present.'),
    F('pad1', '', 15, 1, 'raw', 1, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
