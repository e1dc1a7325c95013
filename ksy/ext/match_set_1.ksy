meta:
  id: match_set_1
  title: Set match, revision 1 (struct xt_set_info_match_v1)
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
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_set_info_match_v1
    header: linux/netfilter/xt_set.h
doc: |
  Asks an ipset.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h struct xt_set_info_match_v1
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
    type: set_info
    doc: The set that is asked.
types:
  set_info:
    doc: A set by its index, and how the packet is looked up (struct xt_set_info).
    seq:
      - id: set_index
        -orig-id: index
        type: u2
        doc: Index of the set in the network namespace; its name is not in the blob.
      - id: dim
        -orig-id: dim
        type: u1
        doc: Number of dimensions, 6 at most.
      - id: flags
        -orig-id: flags
        type: u1
        -flags:
          0x1: INV_MATCH
          0x2: DIM_ONE_SRC
          0x4: DIM_TWO_SRC
          0x8: DIM_THREE_SRC
          0x10: DIM_FOUR_SRC
          0x20: DIM_FIVE_SRC
          0x40: DIM_SIX_SRC
          0x80: RETURN_NOMATCH
        doc: Which dimensions come from the source of the packet, and whether the result is inverted.
