meta:
  id: match_set_0
  title: Set match, revision 0 (struct xt_set_info_match_v0)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'set'
    revision: 0
    families: [ipv4]
    struct: xt_set_info_match_v0
    header: linux/netfilter/xt_set.h
doc: |
  Asks an ipset. Only IPv4.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h struct xt_set_info_match_v0
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
  - id: match_set
    -orig-id: match_set
    type: set_info_v0
    doc: The set that is asked.
types:
  set_info_v0:
    doc: A set by its index, and how the packet is looked up (struct xt_set_info_v0).
    seq:
      - id: set_index
        -orig-id: index
        type: u2
        doc: Index of the set in the network namespace; its name is not in the blob.
      - id: pad
        size: 2
        -role: padding
        doc: Padding the compiler adds.
      - id: flags
        -orig-id: u.flags
        type: u4
        repeat: expr
        repeat-expr: 7
        doc: Per dimension 1 for source or 2 for destination, 4 in the first one to invert; the kernel writes dimension and flags of revision 1 over the last one (u.compat).
