meta:
  id: match_addrtype_1
  title: Address type match, revision 1 (struct xt_addrtype_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'addrtype'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_addrtype_info_v1
    header: linux/netfilter/xt_addrtype.h
doc: |
  Routing type of the source or destination address, if wanted as seen from one interface.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_addrtype.h struct xt_addrtype_info_v1
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
  - id: source
    -orig-id: source
    type: u2
    -flags:
      0x1: UNSPEC
      0x2: UNICAST
      0x4: LOCAL
      0x8: BROADCAST
      0x10: ANYCAST
      0x20: MULTICAST
      0x40: BLACKHOLE
      0x80: UNREACHABLE
      0x100: PROHIBIT
      0x200: THROW
      0x400: NAT
      0x800: XRESOLVE
    doc: Types of source address that match, 0 for any.
  - id: dest
    -orig-id: dest
    type: u2
    -flags:
      0x1: UNSPEC
      0x2: UNICAST
      0x4: LOCAL
      0x8: BROADCAST
      0x10: ANYCAST
      0x20: MULTICAST
      0x40: BLACKHOLE
      0x80: UNREACHABLE
      0x100: PROHIBIT
      0x200: THROW
      0x400: NAT
      0x800: XRESOLVE
    doc: Types of destination address that match, 0 for any.
  - id: flags
    -orig-id: flags
    type: u4
    -flags: {0x1: INVERT_SOURCE, 0x2: INVERT_DEST, 0x4: LIMIT_IFACE_IN, 0x8: LIMIT_IFACE_OUT}
    doc: Inversions, and the interface the type is looked up for.
