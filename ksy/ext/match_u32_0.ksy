meta:
  id: match_u32_0
  title: u32 match, revision 0 (struct xt_u32)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'u32'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_u32
    header: linux/netfilter/xt_u32.h
doc: |
  Numbers computed from the bytes of a packet, compared with ranges.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_u32.h struct xt_u32
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
  - id: tests
    -orig-id: tests
    type: test
    repeat: expr
    repeat-expr: 11
    doc: The tests, all of which must hold.
  - id: num_tests
    -orig-id: ntests
    type: u1
    doc: How many of the tests are used, 11 at most; the kernel refuses more.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
types:
  test:
    doc: One computation and the ranges its result may lie in (struct xt_u32_test).
    seq:
      - id: locations
        -orig-id: location
        type: location
        repeat: expr
        repeat-expr: 11
        doc: The computation, from left to right.
      - id: ranges
        -orig-id: value
        type: value_range
        repeat: expr
        repeat-expr: 11
        doc: The ranges.
      - id: num_locations
        -orig-id: nnums
        type: u1
        doc: How many of the steps are used, 11 at most.
      - id: num_ranges
        -orig-id: nvalues
        type: u1
        doc: How many of the ranges are used, 11 at most.
      - id: pad
        size: 2
        -role: padding
        doc: Padding the compiler adds.
  location:
    doc: One step of the computation (struct xt_u32_location_element).
    seq:
      - id: number
        -orig-id: number
        type: u4
        doc: Offset in the packet, or the right side of the operator.
      - id: nextop
        -orig-id: nextop
        type: u1
        enum: op
        doc: Operator in front of the number; the first step has none.
      - id: pad
        size: 3
        -role: padding
        doc: Padding the compiler adds.
  value_range:
    doc: Least and greatest value (struct xt_u32_value_element).
    seq:
      - id: min
        -orig-id: min
        type: u4
        doc: Least value.
      - id: max
        -orig-id: max
        type: u4
        doc: Greatest value.
enums:
  op:
    0: bitand
    1: leftsh
    2: rightsh
    3: at
