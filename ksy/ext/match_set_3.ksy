meta:
  id: match_set_3
  title: Set match, revision 3 (struct xt_set_info_match_v3)
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
    revision: 3
    families: [ipv4, ipv6]
    struct: xt_set_info_match_v3
    header: linux/netfilter/xt_set.h
doc: |
  Asks an ipset and tests the counters of the element. The layout differs between 32 and 64 bits on x86,
  so a compat kernel refuses it.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h struct xt_set_info_match_v3
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
  - id: pad1
    size: align_u64 - 4
    -role: padding
    doc: Padding the compiler adds.
  - id: packets
    -orig-id: packets
    type: counter_match0(align_u64)
    doc: Test on the packet counter of the element.
  - id: bytes
    -orig-id: bytes
    type: counter_match0(align_u64)
    doc: Test on the byte counter of the element.
  - id: flags
    -orig-id: flags
    type: u4
    -flags:
      0x8: SKIP_COUNTER_UPDATE
      0x10: SKIP_SUBCOUNTER_UPDATE
      0x20: MATCH_COUNTERS
      0x80: RETURN_NOMATCH
    doc: What is done with the counters of the element, and with elements marked nomatch.
  - id: pad2
    size: align_u64 - 4
    -role: padding
    doc: Padding the compiler adds.
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
  counter_match0:
    doc: Test on a counter (struct ip_set_counter_match0).
    params:
      - id: align_u64
        type: u1
        doc: Alignment of a 64-bit integer in a struct, 4 or 8 bytes.
    seq:
      - id: op
        -orig-id: op
        type: u1
        enum: counter_op
        doc: How the counter is compared.
      - id: pad
        size: align_u64 - 1
        -role: padding
        doc: Padding the compiler adds.
      - id: value
        -orig-id: value
        type: u8
        doc: Value it is compared with.
enums:
  counter_op:
    0: none
    1: eq
    2: ne
    3: lt
    4: gt
