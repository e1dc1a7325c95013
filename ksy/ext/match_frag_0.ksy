meta:
  id: match_frag_0
  title: Fragment header match (struct ip6t_frag)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'frag'
    revision: 0
    families: [ipv6]
    struct: ip6t_frag
    header: linux/netfilter_ipv6/ip6t_frag.h
doc: |
  Identification and flags of the IPv6 fragment header.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_frag.h struct ip6t_frag
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
  - id: ids
    -orig-id: ids
    type: u4
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest identification.
  - id: hdrlen
    -orig-id: hdrlen
    type: u4
    doc: Length of the header; kernels since 3.0 do not look at it.
  - id: flags
    -orig-id: flags
    type: u1
    -flags: {0x1: IDS, 0x2: LEN, 0x4: RES, 0x8: FST, 0x10: MF, 0x20: NMF}
    doc: Tests that are made.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags: {0x1: IDS, 0x2: LEN}
    doc: Tests that are inverted.
  - id: pad1
    size: 2
    -role: padding
    doc: Padding to the alignment of the struct.
