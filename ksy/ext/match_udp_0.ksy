meta:
  id: match_udp_0
  title: UDP match, revision 0 (struct xt_udp)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'udp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_udp
    header: linux/netfilter/xt_tcpudp.h
doc: |
  UDP ports. A range of 0 to 65535 tests nothing.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_tcpudp.h struct xt_udp
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
  - id: src_ports
    -orig-id: spts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest source port, host order.
  - id: dst_ports
    -orig-id: dpts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest destination port, host order.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags:
      0x1: SRCPT
      0x2: DSTPT
    doc: Which of the tests are inverted.
  - id: pad
    size: 1
    -role: padding
    doc: Padding the compiler adds.
