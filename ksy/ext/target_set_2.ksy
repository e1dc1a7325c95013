meta:
  id: target_set_2
  title: SET target, revision 2 (struct xt_set_info_target_v2)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'SET'
    revision: 2
    families: [ipv4, ipv6]
    struct: xt_set_info_target_v2
    header: linux/netfilter/xt_set.h
doc: |
  As revision 1, with a timeout.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h struct xt_set_info_target_v2
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
  - id: add_set
    -orig-id: add_set
    type: set_info
    doc: Set the packet is added to.
  - id: del_set
    -orig-id: del_set
    type: set_info
    doc: Set the packet is deleted from.
  - id: flags
    -orig-id: flags
    type: u4
    -flags:
      0x1: EXIST
    doc: What else is done.
  - id: timeout
    -orig-id: timeout
    type: u4
    doc: Seconds the new element lives, 0xffffffff for the default of the set.
types:
  set_info:
    doc: A set by its index, and how the packet is looked up (struct xt_set_info).
    seq:
      - id: set_index
        -orig-id: index
        type: u2
        doc: Index of the set in the network namespace, 65535 for none.
      - id: dim
        -orig-id: dim
        type: u1
        doc: Dimensions of the set.
      - id: flags
        -orig-id: flags
        type: u1
        doc: Bit n is set where dimension n is looked up by source, else by destination.
