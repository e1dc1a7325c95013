"""Layout of match_bpf_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "878e5b43d4e7caa2e6587caa334c3e4f808aeb9638f7488612e6e6249475a0bb"


class MatchBpf1(NamedTuple):
    """BPF match, revision 1 (struct xt_bpf_info_v1)"""

    mode: int
    num_bpf_program: int
    fd: int
    program: bytes
    filter: bytes


LP64 = L('match_bpf_1', 528, MatchBpf1, (
    F('mode', 'mode', 0, 2, 'u', 2, symbols={0: 'bytecode', 1: 'path_pinned', 2: 'fd_elf'}, doc='What the union holds.'),
    F('num_bpf_program', 'bpf_program_num_elem', 2, 2, 'u', 2, doc='Number of instructions in use, where the mode is bytecode.'),
    F('fd', 'fd', 4, 4, 's', 4, doc='File descriptor of the program in the process that loaded the rule.'),
    F('program', 'path', 8, 512, 'raw', 512, doc='Union of bpf_program[64] (instructions of 8 bytes as in revision 0) and path (up to the first NUL); the mode tells which. Kept as bytes, so that nothing of either gets lost.'),
    F('filter', 'filter', 520, 8, 'raw', 8, role='kernel', doc='The loaded program. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_bpf_1', 528, MatchBpf1, (
    F('mode', 'mode', 0, 2, 'u', 2, symbols={0: 'bytecode', 1: 'path_pinned', 2: 'fd_elf'}, doc='What the union holds.'),
    F('num_bpf_program', 'bpf_program_num_elem', 2, 2, 'u', 2, doc='Number of instructions in use, where the mode is bytecode.'),
    F('fd', 'fd', 4, 4, 's', 4, doc='File descriptor of the program in the process that loaded the rule.'),
    F('program', 'path', 8, 512, 'raw', 512, doc='Union of bpf_program[64] (instructions of 8 bytes as in revision 0) and path (up to the first NUL); the mode tells which. Kept as bytes, so that nothing of either gets lost.'),
    F('filter', 'filter', 520, 4, 'raw', 4, role='kernel', doc='The loaded program. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad1', '', 524, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
