meta:
  id: match_physdev_0
  title: Bridge port match, revision 0 (struct xt_physdev_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'physdev'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_physdev_info
    header: linux/netfilter/xt_physdev.h
doc: |
  Bridge ports a packet came in by and leaves by.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_physdev.h struct xt_physdev_info
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
  - id: physindev
    -orig-id: physindev
    size: 16
    terminator: 0
    doc: Name of the port in, with + at its end for a prefix.
  - id: in_mask
    -orig-id: in_mask
    size: 16
    doc: Bits of that name that are compared.
  - id: physoutdev
    -orig-id: physoutdev
    size: 16
    terminator: 0
    doc: Name of the port out, with + at its end for a prefix.
  - id: out_mask
    -orig-id: out_mask
    size: 16
    doc: Bits of that name that are compared.
  - id: invert
    -orig-id: invert
    type: u1
    -flags:
      0x1: IN
      0x2: OUT
      0x4: BRIDGED
      0x8: ISIN
      0x10: ISOUT
    doc: Which of the tests are inverted.
  - id: bitmask
    -orig-id: bitmask
    type: u1
    -flags:
      0x1: IN
      0x2: OUT
      0x4: BRIDGED
      0x8: ISIN
      0x10: ISOUT
    doc: Which tests are made.
