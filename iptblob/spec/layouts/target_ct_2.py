"""Layout of target_ct_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "35ddc3e0f56daf2750281051b073bfbfa8683ba242eb42393209f272cc429283"


class TargetCt2(NamedTuple):
    """CT target, revision 2 (struct xt_ct_target_info_v1)"""

    flags: int
    zone: int
    ct_events: int
    exp_events: int
    helper: bytes
    timeout: bytes
    ct: bytes


LP64 = L('target_ct_2', 72, TargetCt2, (
    F('flags', 'flags', 0, 2, 'u', 2, symbols={1: 'NOTRACK', 2: 'NOTRACK_ALIAS', 4: 'ZONE_DIR_ORIG', 8: 'ZONE_DIR_REPL', 16: 'ZONE_MARK'}, is_flags=True, doc='What is set.'),
    F('zone', 'zone', 2, 2, 'u', 2, doc='Connection tracking zone.'),
    F('ct_events', 'ct_events', 4, 4, 'u', 4, symbols={1: 'NEW', 2: 'RELATED', 4: 'DESTROY', 8: 'REPLY', 16: 'ASSURED', 32: 'PROTOINFO', 64: 'HELPER', 128: 'MARK', 256: 'SEQADJ', 512: 'SECMARK', 1024: 'LABEL'}, is_flags=True, doc='Events of the connection that are reported, all when 0.'),
    F('exp_events', 'exp_events', 8, 4, 'u', 4, symbols={1: 'NEW'}, is_flags=True, doc='Events of its expectations that are reported, all when 0.'),
    F('helper', 'helper', 12, 16, 'strz', 16, doc='Name of the helper for the connection.'),
    F('timeout', 'timeout', 28, 32, 'strz', 32, doc='Name of the timeout policy. Kernels copy only four bytes of it back.'),
    F('pad', '', 60, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('ct', 'ct', 64, 8, 'raw', 8, role='kernel', doc='Pointer to the template in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_ct_2', 72, TargetCt2, (
    F('flags', 'flags', 0, 2, 'u', 2, symbols={1: 'NOTRACK', 2: 'NOTRACK_ALIAS', 4: 'ZONE_DIR_ORIG', 8: 'ZONE_DIR_REPL', 16: 'ZONE_MARK'}, is_flags=True, doc='What is set.'),
    F('zone', 'zone', 2, 2, 'u', 2, doc='Connection tracking zone.'),
    F('ct_events', 'ct_events', 4, 4, 'u', 4, symbols={1: 'NEW', 2: 'RELATED', 4: 'DESTROY', 8: 'REPLY', 16: 'ASSURED', 32: 'PROTOINFO', 64: 'HELPER', 128: 'MARK', 256: 'SEQADJ', 512: 'SECMARK', 1024: 'LABEL'}, is_flags=True, doc='Events of the connection that are reported, all when 0.'),
    F('exp_events', 'exp_events', 8, 4, 'u', 4, symbols={1: 'NEW'}, is_flags=True, doc='Events of its expectations that are reported, all when 0.'),
    F('helper', 'helper', 12, 16, 'strz', 16, doc='Name of the helper for the connection.'),
    F('timeout', 'timeout', 28, 32, 'strz', 32, doc='Name of the timeout policy. Kernels copy only four bytes of it back.'),
    F('pad', '', 60, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('ct', 'ct', 64, 4, 'raw', 4, role='kernel', doc='Pointer to the template in the kernel, aligned to 8 bytes on every machine.'),
    F('pad2', '', 68, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
