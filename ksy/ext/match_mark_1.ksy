meta:
  id: match_mark_1
  title: Packet mark match, revision 1 (struct xt_mark_mtinfo1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'mark'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_mark_mtinfo1
    header: linux/netfilter/xt_mark.h
doc: |
  Mark of a packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_mark.h struct xt_mark_mtinfo1
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
  - id: mark
    -orig-id: mark
    type: u4
    doc: Value of the mark.
  - id: mask
    -orig-id: mask
    type: u4
    doc: Bits that are compared.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad
    size: 3
    -role: padding
    doc: Padding the compiler adds.
