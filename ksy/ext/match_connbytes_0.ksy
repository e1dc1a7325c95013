meta:
  id: match_connbytes_0
  title: Connection bytes match (struct xt_connbytes_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'connbytes'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_connbytes_info
    header: linux/netfilter/xt_connbytes.h
doc: |
  Bytes or packets a connection has carried so far. A first number above the second inverts the test.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_connbytes.h struct xt_connbytes_info
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
  - id: count_from
    -orig-id: count.from
    type: u8
    doc: Lowest number that matches.
  - id: count_to
    -orig-id: count.to
    type: u8
    doc: Highest number that matches, all ones for no limit.
  - id: what
    -orig-id: what
    type: u1
    enum: connbytes_what
    doc: What is counted.
  - id: direction
    -orig-id: direction
    type: u1
    enum: connbytes_direction
    doc: Which packets of the connection are counted.
  - id: pad1
    size: 6
    -role: padding
    doc: Padding to the alignment of the struct.
enums:
  connbytes_what:
    0: packets
    1: bytes
    2: avgpkt
  connbytes_direction:
    0: original
    1: reply
    2: both
