"""Layout of match_string_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "4f30a45c6e7effaf108c3a23d6cfee30683d2b7a2b3256f9548a1cac8d0f8f59"


class MatchString0(NamedTuple):
    """String match, revision 0 (struct xt_string_info)"""

    from_offset: int
    to_offset: int
    algo: bytes
    pattern: bytes
    len_pattern: int
    invert: int
    config: bytes


LP64 = L('match_string_0', 160, MatchString0, (
    F('from_offset', 'from_offset', 0, 2, 'u', 2, doc='Offset in the packet where the search begins.'),
    F('to_offset', 'to_offset', 2, 2, 'u', 2, doc='Offset in the packet where it ends.'),
    F('algo', 'algo', 4, 16, 'strz', 16, doc='Name of the search algorithm.'),
    F('pattern', 'pattern', 20, 128, 'raw', 128, doc='What is searched for, any bytes.'),
    F('len_pattern', 'patlen', 148, 1, 'u', 1, doc='How many bytes of the pattern are used, 128 at most; the kernel refuses more.'),
    F('invert', 'u.v0.invert', 149, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad1', '', 150, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('config', 'config', 152, 8, 'raw', 8, role='kernel', doc='Kernel address of the prepared search.'),
))

I386 = L('match_string_0', 160, MatchString0, (
    F('from_offset', 'from_offset', 0, 2, 'u', 2, doc='Offset in the packet where the search begins.'),
    F('to_offset', 'to_offset', 2, 2, 'u', 2, doc='Offset in the packet where it ends.'),
    F('algo', 'algo', 4, 16, 'strz', 16, doc='Name of the search algorithm.'),
    F('pattern', 'pattern', 20, 128, 'raw', 128, doc='What is searched for, any bytes.'),
    F('len_pattern', 'patlen', 148, 1, 'u', 1, doc='How many bytes of the pattern are used, 128 at most; the kernel refuses more.'),
    F('invert', 'u.v0.invert', 149, 1, 'u', 1, doc='Not 0 where the test is inverted.'),
    F('pad1', '', 150, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('config', 'config', 152, 4, 'raw', 4, role='kernel', doc='Kernel address of the prepared search.'),
    F('pad2', '', 156, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
