meta:
  id: match_policy_0
  title: IPsec policy match, revision 0 (struct xt_policy_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'policy'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_policy_info
    header: linux/netfilter/xt_policy.h
doc: |
  The IPsec policy that a packet was or will be handled by.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_policy.h struct xt_policy_info
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
  - id: elements
    -orig-id: pol
    type: elem
    repeat: expr
    repeat-expr: 4
    doc: The transformations, in order.
  - id: flags
    -orig-id: flags
    type: u2
    -flags:
      0x1: IN
      0x2: OUT
      0x4: NONE
      0x8: STRICT
    doc: Direction, and how the list is compared.
  - id: num_elements
    -orig-id: len
    type: u2
    doc: How many of the elements are used, 4 at most; the kernel refuses more.
types:
  elem:
    doc: One transformation (struct xt_policy_elem). Addresses are the first 4 bytes for IPv4, all 16 for IPv6.
    seq:
      - id: saddr
        -orig-id: saddr
        size: 16
        doc: Source of the tunnel.
      - id: smask
        -orig-id: smask
        size: 16
        doc: Bits of the source that are compared.
      - id: daddr
        -orig-id: daddr
        size: 16
        doc: Destination of the tunnel.
      - id: dmask
        -orig-id: dmask
        size: 16
        doc: Bits of the destination that are compared.
      - id: spi
        -orig-id: spi
        type: u4
        doc: Security parameter index. The kernel compares it unswapped with the one of the association, in network order, yet iptables writes and prints it in host order.
      - id: reqid
        -orig-id: reqid
        type: u4
        doc: Number that ties the policy to its association.
      - id: proto
        -orig-id: proto
        type: u1
        doc: IP protocol of the transformation.
      - id: mode
        -orig-id: mode
        type: u1
        enum: modes
        doc: Transport or tunnel.
      - id: tests
        -orig-id: match
        type: u1
        doc: 'Which tests are made, in bits that a little-endian machine counts from the lowest and a big-endian one from the highest: saddr, daddr, proto, mode, spi, reqid.'
      - id: invert
        -orig-id: invert
        type: u1
        doc: Which of them are inverted, in the same bits.
enums:
  modes:
    0: transport
    1: tunnel
