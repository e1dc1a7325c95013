meta:
  id: match_ah_0_ipv4
  title: AH match for IPv4 (struct ipt_ah)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'ah'
    revision: 0
    families: [ipv4]
    struct: ipt_ah
    header: linux/netfilter_ipv4/ipt_ah.h
doc: |
  Security Parameter Index of an IPsec authentication header.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ipt_ah.h struct ipt_ah
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
