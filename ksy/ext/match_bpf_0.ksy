meta:
  id: match_bpf_0
  title: BPF match, revision 0 (struct xt_bpf_info)
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
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_bpf_info
    header: linux/netfilter/xt_bpf.h
doc: |
  A classic BPF program that is run over the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_bpf.h struct xt_bpf_info
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
  - id: num_bpf_program
    -orig-id: bpf_program_num_elem
    type: u2
    doc: Number of instructions in use.
  - id: pad1
    size: 2
    -role: padding
    doc: Padding to the alignment of the instructions.
  - id: bpf_program
    -orig-id: bpf_program
    type: sock_filter
    repeat: expr
    repeat-expr: 64
    doc: The instructions.
  - id: pad2
    size: 4
    -role: padding
    doc: Padding to the alignment of the pointer.
  - id: filter
    -orig-id: filter
    size: len_long
    -role: kernel
    doc: The loaded program. The kernel aligns the pointer to 8 bytes everywhere.
  - id: pad3
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the struct.
types:
  sock_filter:
    doc: One instruction of the classic BPF machine (linux/filter.h struct sock_filter).
    seq:
      - id: code
        -orig-id: code
        type: u2
        doc: Operation.
      - id: jt
        -orig-id: jt
        type: u1
        doc: Instructions to skip if true.
      - id: jf
        -orig-id: jf
        type: u1
        doc: Instructions to skip if false.
      - id: k
        -orig-id: k
        type: u4
        doc: Operand, its meaning depends on the operation.
