meta:
  id: match_bpf_1
  title: BPF match, revision 1 (struct xt_bpf_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'bpf'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_bpf_info_v1
    header: linux/netfilter/xt_bpf.h
doc: |
  A classic BPF program, or the path of one that is pinned, or the descriptor of one.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_bpf.h struct xt_bpf_info_v1
params:
  - id: is_be
    type: bool
    doc: Byte order of the machine, true for big-endian.
  - id: len_long
    type: u1
    doc: Size of long and of pointers, 4 or 8 bytes.
  - id: align_u64
    type: u1
    doc: Alignment of a 64-bit integer in a struct, 4 or 8 bytes.
seq:
  - id: mode
    -orig-id: mode
    type: u2
    enum: bpf_mode
    doc: What the union holds.
  - id: num_bpf_program
    -orig-id: bpf_program_num_elem
    type: u2
    doc: Number of instructions in use, where the mode is bytecode.
  - id: fd
    -orig-id: fd
    type: s4
    doc: File descriptor of the program in the process that loaded the rule.
  - id: program
    -orig-id: path
    size: 512
    doc: |
      Union of bpf_program[64] (instructions of 8 bytes as in revision 0) and path (up to the first
      NUL); the mode tells which. Kept as bytes, so that nothing of either gets lost.
  - id: filter
    -orig-id: filter
    size: len_long
    -role: kernel
    doc: The loaded program. The kernel aligns the pointer to 8 bytes everywhere.
  - id: pad1
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the struct.
enums:
  bpf_mode:
    0: bytecode
    1: path_pinned
    2: fd_elf
