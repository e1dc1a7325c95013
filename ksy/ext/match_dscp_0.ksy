meta:
  id: match_dscp_0
  title: DSCP match (struct xt_dscp_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'dscp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_dscp_info
    header: linux/netfilter/xt_dscp.h
doc: |
  Differentiated Services Code Point of the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_dscp.h struct xt_dscp_info
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
  - id: dscp
    -orig-id: dscp
    type: u1
    doc: The code point, 0 to 63, without the two ECN bits.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Non-zero inverts the test.
