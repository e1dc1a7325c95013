meta:
  id: match_conntrack_1
  title: Connection tracking match, revision 1 (struct xt_conntrack_mtinfo1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'conntrack'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_conntrack_mtinfo1
    header: linux/netfilter/xt_conntrack.h
doc: |
  State, addresses, single ports and lifetime of a connection. Ports are in network order.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_conntrack.h struct xt_conntrack_mtinfo1
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
  - id: origsrc_addr
    -orig-id: origsrc_addr
    size: 16
    doc: Source address of the original direction; IPv4 uses the first four bytes.
  - id: origsrc_mask
    -orig-id: origsrc_mask
    size: 16
    doc: Mask of that address, in network order.
  - id: origdst_addr
    -orig-id: origdst_addr
    size: 16
    doc: Destination address of the original direction; IPv4 uses the first four bytes.
  - id: origdst_mask
    -orig-id: origdst_mask
    size: 16
    doc: Mask of that address, in network order.
  - id: replsrc_addr
    -orig-id: replsrc_addr
    size: 16
    doc: Source address of the reply direction; IPv4 uses the first four bytes.
  - id: replsrc_mask
    -orig-id: replsrc_mask
    size: 16
    doc: Mask of that address, in network order.
  - id: repldst_addr
    -orig-id: repldst_addr
    size: 16
    doc: Destination address of the reply direction; IPv4 uses the first four bytes.
  - id: repldst_mask
    -orig-id: repldst_mask
    size: 16
    doc: Mask of that address, in network order.
  - id: expires_min
    -orig-id: expires_min
    type: u4
    doc: Shortest remaining lifetime that matches, in seconds.
  - id: expires_max
    -orig-id: expires_max
    type: u4
    doc: Longest remaining lifetime that matches, in seconds.
  - id: l4proto
    -orig-id: l4proto
    type: u2
    doc: Protocol of the connection.
  - id: origsrc_port
    -orig-id: origsrc_port
    type: u2be
    doc: Source port of the original direction, in network order.
  - id: origdst_port
    -orig-id: origdst_port
    type: u2be
    doc: Destination port of the original direction, in network order.
  - id: replsrc_port
    -orig-id: replsrc_port
    type: u2be
    doc: Source port of the reply direction, in network order.
  - id: repldst_port
    -orig-id: repldst_port
    type: u2be
    doc: Destination port of the reply direction, in network order.
  - id: match_flags
    -orig-id: match_flags
    type: u2
    -flags:
      0x1: STATE
      0x2: PROTO
      0x4: ORIGSRC
      0x8: ORIGDST
      0x10: REPLSRC
      0x20: REPLDST
      0x40: STATUS
      0x80: EXPIRES
      0x100: ORIGSRC_PORT
      0x200: ORIGDST_PORT
      0x400: REPLSRC_PORT
      0x800: REPLDST_PORT
      0x1000: DIRECTION
      0x2000: STATE_ALIAS
    doc: Tests that are made; STATE_ALIAS says that the rule was written with -m state.
  - id: invert_flags
    -orig-id: invert_flags
    type: u2
    -flags:
      0x1: STATE
      0x2: PROTO
      0x4: ORIGSRC
      0x8: ORIGDST
      0x10: REPLSRC
      0x20: REPLDST
      0x40: STATUS
      0x80: EXPIRES
      0x100: ORIGSRC_PORT
      0x200: ORIGDST_PORT
      0x400: REPLSRC_PORT
      0x800: REPLDST_PORT
      0x1000: DIRECTION
      0x2000: STATE_ALIAS
    doc: Tests that are inverted; for DIRECTION it means reply.
  - id: state_mask
    -orig-id: state_mask
    type: u1
    -flags: {0x1: INVALID, 0x2: ESTABLISHED, 0x4: RELATED, 0x8: NEW, 0x40: SNAT, 0x80: DNAT}
    doc: States that match.
  - id: status_mask
    -orig-id: status_mask
    type: u1
    -flags: {0x1: EXPECTED, 0x2: SEEN_REPLY, 0x4: ASSURED, 0x8: CONFIRMED}
    doc: Status bits that match, 0 for none of them.
