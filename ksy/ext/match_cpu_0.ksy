meta:
  id: match_cpu_0
  title: CPU match (struct xt_cpu_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'cpu'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_cpu_info
    header: linux/netfilter/xt_cpu.h
doc: |
  Processor that handles the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_cpu.h struct xt_cpu_info
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
  - id: cpu
    -orig-id: cpu
    type: u4
    doc: Number of the processor, from 0.
  - id: invert
    -orig-id: invert
    type: u4
    doc: Non-zero inverts the test.
