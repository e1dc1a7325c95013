meta:
  id: match_pkttype_0
  title: Packet type match, revision 0 (struct xt_pkttype_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'pkttype'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_pkttype_info
    header: linux/netfilter/xt_pkttype.h
doc: |
  Whom the link layer sent the packet to (PACKET_*).
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_pkttype.h struct xt_pkttype_info
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
  - id: pkttype
    -orig-id: pkttype
    type: s4
    enum: packet_types
    doc: The type.
  - id: invert
    -orig-id: invert
    type: s4
    doc: Not 0 where the test is inverted.
enums:
  packet_types:
    0: host
    1: broadcast
    2: multicast
    3: otherhost
    4: outgoing
    5: loopback
    6: user
    7: kernel
