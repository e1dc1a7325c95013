meta:
  id: match_string_0
  title: String match, revision 0 (struct xt_string_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'string'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_string_info
    header: linux/netfilter/xt_string.h
doc: |
  Bytes anywhere in a packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_string.h struct xt_string_info
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
  - id: from_offset
    -orig-id: from_offset
    type: u2
    doc: Offset in the packet where the search begins.
  - id: to_offset
    -orig-id: to_offset
    type: u2
    doc: Offset in the packet where it ends.
  - id: algo
    -orig-id: algo
    size: 16
    terminator: 0
    doc: Name of the search algorithm.
  - id: pattern
    -orig-id: pattern
    size: 128
    doc: What is searched for, any bytes.
  - id: len_pattern
    -orig-id: patlen
    type: u1
    doc: How many bytes of the pattern are used, 128 at most; the kernel refuses more.
  - id: invert
    -orig-id: u.v0.invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad1
    size: 2
    -role: padding
    doc: Padding the compiler adds.
  - id: config
    -orig-id: config
    size: len_long
    -role: kernel
    doc: Kernel address of the prepared search.
  - id: pad2
    size: 8 - len_long
    -role: padding
    doc: Padding the compiler adds.
