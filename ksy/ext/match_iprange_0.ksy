meta:
  id: match_iprange_0
  title: Address range match, revision 0 (struct ipt_iprange_info)
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
    revision: 0
    families: [ipv4]
    struct: ipt_iprange_info
    header: old_structs.h
doc: |
  Ranges of addresses, IPv4 only; kernels of the 2.6 series had it.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.31/include/linux/netfilter_ipv4/ipt_iprange.h struct ipt_iprange_info
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
    -orig-id: src.min_ip
    size: 4
    doc: Lowest source address.
  - id: src_max
    -orig-id: src.max_ip
    size: 4
    doc: Highest source address.
  - id: dst_min
    -orig-id: dst.min_ip
    size: 4
    doc: Lowest destination address.
  - id: dst_max
    -orig-id: dst.max_ip
    size: 4
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
