meta:
  id: match_iprange_1
  title: Address range match, revision 1 (struct xt_iprange_mtinfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'iprange'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_iprange_mtinfo
    header: linux/netfilter/xt_iprange.h
doc: |
  Ranges of addresses.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_iprange.h struct xt_iprange_mtinfo
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
  - id: src_min
    -orig-id: src_min
    size: 16
    doc: Lowest source address; IPv4 uses the first four bytes.
  - id: src_max
    -orig-id: src_max
    size: 16
    doc: Highest source address.
  - id: dst_min
    -orig-id: dst_min
    size: 16
    doc: Lowest destination address.
  - id: dst_max
    -orig-id: dst_max
    size: 16
    doc: Highest destination address.
  - id: flags
    -orig-id: flags
    type: u1
    -flags: {0x1: SRC, 0x2: DST, 0x10: SRC_INV, 0x20: DST_INV}
    doc: Tests that are made, and inverted.
  - id: pad1
    size: 3
    -role: padding
    doc: Padding to the alignment of the struct.
