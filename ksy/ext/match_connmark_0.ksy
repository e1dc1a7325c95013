meta:
  id: match_connmark_0
  title: Connection mark match, revision 0 (struct xt_connmark_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'connmark'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_connmark_info
    header: old_structs.h
doc: |
  Mark of a connection, as it was before revision 1 made the numbers 32 bits wide.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.31/include/linux/netfilter/xt_connmark.h struct xt_connmark_info
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
    doc: Value the masked mark is compared with.
  - id: mask
    -orig-id: mask
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Bits of the mark that are compared.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Non-zero inverts the test.
  - id: pad1
    size: len_long - 1
    -role: padding
    doc: Padding to the alignment of the struct.
