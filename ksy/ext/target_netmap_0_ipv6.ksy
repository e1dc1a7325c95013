meta:
  id: target_netmap_0_ipv6
  title: NETMAP target of IPv6 (struct nf_nat_range)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'NETMAP'
    revision: 0
    families: [ipv6]
    struct: nf_nat_range
    header: linux/netfilter/nf_nat.h
doc: |
  Maps a whole network of addresses onto another, one to one.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nf_nat.h struct nf_nat_range
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
    type: u4
    -flags:
      0x1: MAP_IPS
      0x2: PROTO_SPECIFIED
      0x4: PROTO_RANDOM
      0x8: PERSISTENT
      0x10: PROTO_RANDOM_FULLY
      0x20: PROTO_OFFSET
      0x40: NETMAP
    doc: Which parts of the range are used, and how.
  - id: min_addr
    -orig-id: min_addr
    size: 16
    doc: First address of the network; the bits that differ between first and last come from the packet.
  - id: max_addr
    -orig-id: max_addr
    size: 16
    doc: Last address.
  - id: min_port
    -orig-id: min_proto.all
    type: u2be
    doc: First port, or other number of the protocol, in network order.
  - id: max_port
    -orig-id: max_proto.all
    type: u2be
    doc: Last port.
