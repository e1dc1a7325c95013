meta:
  id: match_ah_0_ipv6
  title: AH match for IPv6 (struct ip6t_ah)
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
    families: [ipv6]
    struct: ip6t_ah
    header: linux/netfilter_ipv6/ip6t_ah.h
doc: |
  Security Parameter Index, length and reserved field of an IPsec authentication header.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_ah.h struct ip6t_ah
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
  - id: hdrlen
    -orig-id: hdrlen
    type: u4
    doc: Length of the header in bytes, 0 for any.
  - id: hdrres
    -orig-id: hdrres
    type: u1
    doc: Non-zero asks for a reserved field of zero.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags: {0x1: SPI, 0x2: LEN}
    doc: Which of the tests are inverted.
  - id: pad1
    size: 2
    -role: padding
    doc: Padding to the alignment of the struct.
