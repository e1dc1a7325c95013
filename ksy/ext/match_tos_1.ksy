meta:
  id: match_tos_1
  title: Type of service match, revision 1 (struct xt_tos_match_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'tos'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_tos_match_info
    header: linux/netfilter/xt_dscp.h
doc: |
  Type of service or traffic class of a packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_dscp.h struct xt_tos_match_info
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
  - id: tos_mask
    -orig-id: tos_mask
    type: u1
    doc: Bits that are compared.
  - id: tos_value
    -orig-id: tos_value
    type: u1
    doc: Their value.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
