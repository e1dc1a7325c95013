meta:
  id: match_conntrack_0
  title: Connection tracking match, revision 0 (struct xt_conntrack_info)
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
    revision: 0
    families: [ipv4]
    struct: xt_conntrack_info
    header: old_structs.h
doc: |
  State and addresses of a connection, IPv4 only; kernels of the 2.6 series had it.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.31/include/linux/netfilter/xt_conntrack.h struct xt_conntrack_info
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
  - id: statemask
    -orig-id: statemask
    type: u4
    -flags: {0x1: INVALID, 0x2: ESTABLISHED, 0x4: RELATED, 0x8: NEW, 0x40: SNAT, 0x80: DNAT, 0x100: UNTRACKED}
    doc: States that match.
  - id: statusmask
    -orig-id: statusmask
    type: u4
    -flags: {0x1: EXPECTED, 0x2: SEEN_REPLY, 0x4: ASSURED, 0x8: CONFIRMED}
    doc: Status bits that match.
  - id: tuples
    -orig-id: tuple
    type: old_tuple
    repeat: expr
    repeat-expr: 2
    doc: The connection's addresses in original and reply direction.
  - id: src_masks
    -orig-id: sipmsk
    size: 4
    repeat: expr
    repeat-expr: 2
    doc: Masks of the source addresses in both directions.
  - id: dst_masks
    -orig-id: dipmsk
    size: 4
    repeat: expr
    repeat-expr: 2
    doc: Masks of the destination addresses in both directions.
  - id: expires_min
    -orig-id: expires_min
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Shortest remaining lifetime that matches, in seconds.
  - id: expires_max
    -orig-id: expires_max
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Longest remaining lifetime that matches, in seconds.
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: STATE
      0x2: PROTO
      0x4: ORIGSRC
      0x8: ORIGDST
      0x10: REPLSRC
      0x20: REPLDST
      0x40: STATUS
      0x80: EXPIRES
    doc: Tests that are made.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags:
      0x1: STATE
      0x2: PROTO
      0x4: ORIGSRC
      0x8: ORIGDST
      0x10: REPLSRC
      0x20: REPLDST
      0x40: STATUS
      0x80: EXPIRES
    doc: Tests that are inverted.
  - id: pad1
    size: len_long - 2
    -role: padding
    doc: Padding to the alignment of the struct.
types:
  old_tuple:
    doc: One direction of a connection (struct ip_conntrack_old_tuple).
    seq:
      - id: src_ip
        -orig-id: src.ip
        size: 4
        doc: Source address.
      - id: src_all
        -orig-id: src.u.all
        type: u2
        doc: Source port; the match does not look at it.
      - id: pad1
        size: 2
        -role: padding
        doc: Padding to the alignment of the next address.
      - id: dst_ip
        -orig-id: dst.ip
        size: 4
        doc: Destination address.
      - id: dst_all
        -orig-id: dst.u.all
        type: u2
        doc: Destination port; the match does not look at it.
      - id: protonum
        -orig-id: dst.protonum
        type: u2
        doc: Protocol, in the original direction.
