meta:
  id: match_devgroup_0
  title: Device group match (struct xt_devgroup_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'devgroup'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_devgroup_info
    header: linux/netfilter/xt_devgroup.h
doc: |
  Groups of the incoming and outgoing interface. The host's iproute2/group gives the groups names.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_devgroup.h struct xt_devgroup_info
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
  - id: flags
    -orig-id: flags
    type: u4
    -flags: {0x1: MATCH_SRC, 0x2: INVERT_SRC, 0x4: MATCH_DST, 0x8: INVERT_DST}
    doc: Tests that are made, and inverted.
  - id: src_group
    -orig-id: src_group
    type: u4
    doc: Group of the incoming interface.
  - id: src_mask
    -orig-id: src_mask
    type: u4
    doc: Bits of it that are compared.
  - id: dst_group
    -orig-id: dst_group
    type: u4
    doc: Group of the outgoing interface.
  - id: dst_mask
    -orig-id: dst_mask
    type: u4
    doc: Bits of it that are compared.
