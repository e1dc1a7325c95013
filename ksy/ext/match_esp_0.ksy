meta:
  id: match_esp_0
  title: ESP match (struct xt_esp)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'esp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_esp
    header: linux/netfilter/xt_esp.h
doc: |
  Security Parameter Index of an encapsulating security payload.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_esp.h struct xt_esp
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
  - id: spis
    -orig-id: spis
    type: u4
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest Security Parameter Index.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags: {0x1: SPI}
    doc: Which of the tests are inverted.
  - id: pad1
    size: 3
    -role: padding
    doc: Padding to the alignment of the struct.
