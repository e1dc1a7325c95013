"""Layout of match_dst_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "0ece3247f6ea8ab48a32390167fe3c2ac547b9b7f96b17f766335b62dc674bd6"


class MatchDst0(NamedTuple):
    """Destination options match (struct ip6t_opts)"""

    hdrlen: int
    flags: int
    invflags: int
    opts: list[int]
    num_opts: int


LP64 = L('match_dst_0', 40, MatchDst0, (
    F('hdrlen', 'hdrlen', 0, 4, 'u', 4, doc='Length of the header in bytes.'),
    F('flags', 'flags', 4, 1, 'u', 1, symbols={1: 'LEN', 2: 'OPTS', 4: 'NSTRICT'}, is_flags=True, doc='Tests that are made. The kernel refuses NSTRICT.'),
    F('invflags', 'invflags', 5, 1, 'u', 1, symbols={1: 'LEN'}, is_flags=True, doc='Tests that are inverted.'),
    F('opts', 'opts', 6, 32, 'u', 2, count=16, doc='Options in their order, type in the high byte, length in the low one (255 for any).'),
    F('num_opts', 'optsnr', 38, 1, 'u', 1, doc='Number of options in use.'),
    F('pad1', '', 39, 1, 'raw', 1, role='padding', doc='Padding to the alignment of the struct.'),
))

I386 = LP64

ILP32 = LP64
