"""Layout of match_bpf_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "873c1607bd33c3a59ea5958463c953cf197aa0310fa83e31372e093f168d0a66"


class MatchBpf0SockFilter(NamedTuple):
    """sock_filter of BPF match, revision 0 (struct xt_bpf_info)"""

    code: int
    jt: int
    jf: int
    k: int


class MatchBpf0(NamedTuple):
    """BPF match, revision 0 (struct xt_bpf_info)"""

    num_bpf_program: int
    bpf_program: list[MatchBpf0SockFilter]
    filter: bytes


LP64 = L('match_bpf_0', 528, MatchBpf0, (
    F('num_bpf_program', 'bpf_program_num_elem', 0, 2, 'u', 2, doc='Number of instructions in use.'),
    F('pad1', '', 2, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the instructions.'),
    F('bpf_program', 'bpf_program', 4, 512, 'struct', 8, count=64, doc='The instructions.', struct=L('sock_filter', 8, MatchBpf0SockFilter, (
    F('code', 'code', 0, 2, 'u', 2, doc='Operation.'),
    F('jt', 'jt', 2, 1, 'u', 1, doc='Instructions to skip if true.'),
    F('jf', 'jf', 3, 1, 'u', 1, doc='Instructions to skip if false.'),
    F('k', 'k', 4, 4, 'u', 4, doc='Operand, its meaning depends on the operation.'),
))),
    F('pad2', '', 516, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
    F('filter', 'filter', 520, 8, 'raw', 8, role='kernel', doc='The loaded program. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_bpf_0', 528, MatchBpf0, (
    F('num_bpf_program', 'bpf_program_num_elem', 0, 2, 'u', 2, doc='Number of instructions in use.'),
    F('pad1', '', 2, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the instructions.'),
    F('bpf_program', 'bpf_program', 4, 512, 'struct', 8, count=64, doc='The instructions.', struct=L('sock_filter', 8, MatchBpf0SockFilter, (
    F('code', 'code', 0, 2, 'u', 2, doc='Operation.'),
    F('jt', 'jt', 2, 1, 'u', 1, doc='Instructions to skip if true.'),
    F('jf', 'jf', 3, 1, 'u', 1, doc='Instructions to skip if false.'),
    F('k', 'k', 4, 4, 'u', 4, doc='Operand, its meaning depends on the operation.'),
))),
    F('pad2', '', 516, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
    F('filter', 'filter', 520, 4, 'raw', 4, role='kernel', doc='The loaded program. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad3', '', 524, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
