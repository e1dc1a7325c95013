meta:
  id: target_set_0
  title: SET target, revision 0 (struct xt_set_info_target_v0)
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
    revision: 0
    families: [ipv4]
    struct: xt_set_info_target_v0
    header: linux/netfilter/xt_set.h
doc: |
  Adds or deletes an element of an ipset.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h struct xt_set_info_target_v0
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
    type: set_info_v0
    doc: Set the packet is added to.
  - id: del_set
    -orig-id: del_set
    type: set_info_v0
    doc: Set the packet is deleted from.
types:
  set_info_v0:
    doc: A set by its index, and how the packet is looked up (struct xt_set_info_v0).
    seq:
      - id: set_index
        -orig-id: index
        type: u2
        doc: Index of the set in the network namespace, 65535 for none.
      - id: pad
        size: 2
        -role: padding
        doc: Padding the compiler adds.
      - id: flags
        -orig-id: u.flags
        type: u4
        repeat: expr
        repeat-expr: 7
        doc: Per dimension 1 for source and 2 for destination; the kernel writes dimension and flags of revision 1 into the last one.
