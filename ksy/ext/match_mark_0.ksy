meta:
  id: match_mark_0
  title: Packet mark match, revision 0 (struct xt_mark_info)
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
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_mark_info
    header: old_structs.h
doc: |
  Mark of a packet. Numbers are as wide as a long.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.32/include/linux/netfilter/xt_mark.h struct xt_mark_info
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
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Value of the mark; iptables prints 32 bits of it.
  - id: mask
    -orig-id: mask
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Bits that are compared.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad
    size: len_long - 1
    -role: padding
    doc: Padding the compiler adds.
