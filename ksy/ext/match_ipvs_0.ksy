meta:
  id: match_ipvs_0
  title: IPVS match (struct xt_ipvs_mtinfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'ipvs'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_ipvs_mtinfo
    header: linux/netfilter/xt_ipvs.h
doc: |
  Properties of the IP virtual server connection a packet belongs to.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_ipvs.h struct xt_ipvs_mtinfo
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
  - id: vaddr
    -orig-id: vaddr
    size: 16
    doc: Virtual address; IPv4 uses the first four bytes.
  - id: vmask
    -orig-id: vmask
    size: 16
    doc: Mask of that address, in network order.
  - id: vport
    -orig-id: vport
    type: u2be
    doc: Virtual port, in network order.
  - id: l4proto
    -orig-id: l4proto
    type: u1
    doc: Protocol of the connection.
  - id: fwd_method
    -orig-id: fwd_method
    type: u1
    enum: forward_method
    doc: How the connection is forwarded.
  - id: vportctl
    -orig-id: vportctl
    type: u2be
    doc: Virtual port of the controlling connection, in network order.
  - id: invert
    -orig-id: invert
    type: u1
    -flags: {0x1: IPVS_PROPERTY, 0x2: PROTO, 0x4: VADDR, 0x8: VPORT, 0x10: DIR, 0x20: METHOD, 0x40: VPORTCTL}
    doc: Tests that are inverted; for DIR it means reply.
  - id: bitmask
    -orig-id: bitmask
    type: u1
    -flags: {0x1: IPVS_PROPERTY, 0x2: PROTO, 0x4: VADDR, 0x8: VPORT, 0x10: DIR, 0x20: METHOD, 0x40: VPORTCTL}
    doc: Tests that are made.
enums:
  forward_method:
    0: masq
    2: ipip
    3: gate
