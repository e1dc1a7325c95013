meta:
  id: match_dccp_0
  title: DCCP match (struct xt_dccp_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'dccp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_dccp_info
    header: linux/netfilter/xt_dccp.h
doc: |
  DCCP ports, packet types and one option number. Ports are in host byte order.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_dccp.h struct xt_dccp_info
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
  - id: dst_ports
    -orig-id: dpts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest destination port.
  - id: src_ports
    -orig-id: spts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest source port.
  - id: flags
    -orig-id: flags
    type: u2
    -flags: {0x1: SRC_PORTS, 0x2: DEST_PORTS, 0x4: TYPE, 0x8: OPTION}
    doc: Tests that are made.
  - id: invflags
    -orig-id: invflags
    type: u2
    -flags: {0x1: SRC_PORTS, 0x2: DEST_PORTS, 0x4: TYPE, 0x8: OPTION}
    doc: Tests that are inverted.
  - id: typemask
    -orig-id: typemask
    type: u2
    -flags:
      0x1: REQUEST
      0x2: RESPONSE
      0x4: DATA
      0x8: ACK
      0x10: DATAACK
      0x20: CLOSEREQ
      0x40: CLOSE
      0x80: RESET
      0x100: SYNC
      0x200: SYNCACK
      0x400: INVALID
    doc: Packet types that match; bits 10 to 15 together stand for the invalid ones.
  - id: option
    -orig-id: option
    type: u1
    doc: Number of the option that must be present.
  - id: pad1
    size: 1
    -role: padding
    doc: Padding to the alignment of the struct.
