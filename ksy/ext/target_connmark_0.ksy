meta:
  id: target_connmark_0
  title: CONNMARK target, revision 0 (struct xt_connmark_target_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CONNMARK'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_connmark_target_info
    header: old/targets.h
doc: |
  Sets, saves or restores the mark of a connection. Marks are as wide as a long.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.34/include/linux/netfilter/xt_CONNMARK.h struct xt_connmark_target_info
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
    doc: Value to set.
  - id: mask
    -orig-id: mask
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Bits that are set or copied.
  - id: mode
    -orig-id: mode
    type: u1
    enum: modes
    doc: What is done with the mark.
  - id: pad
    size: len_long - 1
    -role: padding
    doc: Padding the compiler adds.
enums:
  modes:
    0: set
    1: save
    2: restore
