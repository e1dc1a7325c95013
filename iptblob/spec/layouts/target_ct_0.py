"""Layout of target_ct_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "280566d7319dd8a040a86f701b8b45aab69e32f3f715f481c738b0dd2cd14322"


class TargetCt0(NamedTuple):
    """CT target, revision 0 (struct xt_ct_target_info)"""

    flags: int
    zone: int
    ct_events: int
    exp_events: int
    helper: bytes
    ct: bytes


LP64 = L('target_ct_0', 40, TargetCt0, (
    F('flags', 'flags', 0, 2, 'u', 2, symbols={1: 'NOTRACK'}, is_flags=True, doc='What is set.'),
    F('zone', 'zone', 2, 2, 'u', 2, doc='Connection tracking zone.'),
    F('ct_events', 'ct_events', 4, 4, 'u', 4, symbols={1: 'NEW', 2: 'RELATED', 4: 'DESTROY', 8: 'REPLY', 16: 'ASSURED', 32: 'PROTOINFO', 64: 'HELPER', 128: 'MARK', 256: 'SEQADJ', 512: 'SECMARK', 1024: 'LABEL'}, is_flags=True, doc='Events of the connection that are reported, all when 0.'),
    F('exp_events', 'exp_events', 8, 4, 'u', 4, symbols={1: 'NEW'}, is_flags=True, doc='Events of its expectations that are reported, all when 0.'),
    F('helper', 'helper', 12, 16, 'strz', 16, doc='Name of the helper for the connection.'),
    F('pad', '', 28, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('ct', 'ct', 32, 8, 'raw', 8, role='kernel', doc='Pointer to the template in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_ct_0', 40, TargetCt0, (
    F('flags', 'flags', 0, 2, 'u', 2, symbols={1: 'NOTRACK'}, is_flags=True, doc='What is set.'),
    F('zone', 'zone', 2, 2, 'u', 2, doc='Connection tracking zone.'),
    F('ct_events', 'ct_events', 4, 4, 'u', 4, symbols={1: 'NEW', 2: 'RELATED', 4: 'DESTROY', 8: 'REPLY', 16: 'ASSURED', 32: 'PROTOINFO', 64: 'HELPER', 128: 'MARK', 256: 'SEQADJ', 512: 'SECMARK', 1024: 'LABEL'}, is_flags=True, doc='Events of the connection that are reported, all when 0.'),
    F('exp_events', 'exp_events', 8, 4, 'u', 4, symbols={1: 'NEW'}, is_flags=True, doc='Events of its expectations that are reported, all when 0.'),
    F('helper', 'helper', 12, 16, 'strz', 16, doc='Name of the helper for the connection.'),
    F('pad', '', 28, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('ct', 'ct', 32, 4, 'raw', 4, role='kernel', doc='Pointer to the template in the kernel, aligned to 8 bytes on every machine.'),
    F('pad2', '', 36, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
