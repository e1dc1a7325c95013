meta:
  id: target_snat_0
  title: SNAT target, revision 0 (struct nf_nat_ipv4_multi_range_compat)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'SNAT'
    revision: 0
    families: [ipv4]
    struct: nf_nat_ipv4_multi_range_compat
    header: linux/netfilter/nf_nat.h
doc: |
  Changes the source of connections.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nf_nat.h struct nf_nat_ipv4_multi_range_compat
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
  - id: rangesize
    -orig-id: rangesize
    type: u4
    doc: Number of ranges. The kernel refuses all but 1.
  - id: flags
    -orig-id: range[0].flags
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
  - id: min_ip
    -orig-id: range[0].min_ip
    size: 4
    doc: First address.
  - id: max_ip
    -orig-id: range[0].max_ip
    size: 4
    doc: Last address.
  - id: min_port
    -orig-id: range[0].min.all
    type: u2be
    doc: First port, or other number of the protocol, in network order.
  - id: max_port
    -orig-id: range[0].max.all
    type: u2be
    doc: Last port.
