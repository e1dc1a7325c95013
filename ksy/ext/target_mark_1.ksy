meta:
  id: target_mark_1
  title: MARK target, revision 1 (struct xt_mark_target_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'MARK'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_mark_target_info_v1
    header: old/targets.h
doc: |
  Changes the mark of the packet. Marks are as wide as a long.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.34/include/linux/netfilter/xt_MARK.h struct xt_mark_target_info_v1
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
    doc: Value the mark is combined with.
  - id: mode
    -orig-id: mode
    type: u1
    enum: modes
    doc: How it is combined.
  - id: pad
    size: len_long - 1
    -role: padding
    doc: Padding the compiler adds.
enums:
  modes:
    0: set_mark
    1: and_mark
    2: or_mark
