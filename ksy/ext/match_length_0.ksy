meta:
  id: match_length_0
  title: Packet length match, revision 0 (struct xt_length_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'length'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_length_info
    header: linux/netfilter/xt_length.h
doc: |
  Length of the packet, header included: the total length of IPv4; the payload length of IPv6 and 40 bytes for its
  header, whose extension headers the payload length counts already.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_length.h struct xt_length_info
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
  - id: min
    -orig-id: min
    type: u2
    doc: Least length in bytes.
  - id: max
    -orig-id: max
    type: u2
    doc: Greatest length in bytes.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad
    size: 1
    -role: padding
    doc: Padding the compiler adds.
