"""Layout of target_tee_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "ecb9b433a8ad4429854c948554445caa822f67cf527810b6453cf4ecab804ef5"


class TargetTee1(NamedTuple):
    """TEE target, revision 1 (struct xt_tee_tginfo)"""

    gw: bytes
    oif: bytes
    priv: bytes


LP64 = L('target_tee_1', 40, TargetTee1, (
    F('gw', 'gw', 0, 16, 'raw', 16, doc='Gateway; an IPv4 address fills the first four bytes.'),
    F('oif', 'oif', 16, 16, 'strz', 16, doc='Interface the copy leaves by, empty for any.'),
    F('priv', 'priv', 32, 8, 'raw', 8, role='kernel', doc='Pointer to the state in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_tee_1', 40, TargetTee1, (
    F('gw', 'gw', 0, 16, 'raw', 16, doc='Gateway; an IPv4 address fills the first four bytes.'),
    F('oif', 'oif', 16, 16, 'strz', 16, doc='Interface the copy leaves by, empty for any.'),
    F('priv', 'priv', 32, 4, 'raw', 4, role='kernel', doc='Pointer to the state in the kernel, aligned to 8 bytes on every machine.'),
    F('pad_end', '', 36, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
