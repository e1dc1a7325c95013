meta:
  id: match_multiport_1
  title: List of ports match, revision 1 (struct xt_multiport_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'multiport'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_multiport_v1
    header: linux/netfilter/xt_multiport.h
doc: |
  A list of ports and ranges of ports, host order.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_multiport.h struct xt_multiport_v1
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
    type: u1
    enum: which
    doc: Which port is compared.
  - id: num_ports
    -orig-id: count
    type: u1
    doc: How many of the ports are used, 15 at most; the kernel refuses more.
  - id: ports
    -orig-id: ports
    type: u2
    repeat: expr
    repeat-expr: 15
    doc: The ports, host order; a range takes two places.
  - id: range_flags
    -orig-id: pflags
    type: u1
    repeat: expr
    repeat-expr: 15
    doc: Not 0 where the port and the next one are the ends of a range.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
enums:
  which:
    0: source
    1: destination
    2: either
