meta:
  id: target_dscp_0
  title: DSCP target (struct xt_DSCP_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'DSCP'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_DSCP_info
    header: linux/netfilter/xt_DSCP.h
doc: |
  Sets the differentiated services code point of the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_DSCP.h struct xt_DSCP_info
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
    doc: Code point, 0 to 63.
