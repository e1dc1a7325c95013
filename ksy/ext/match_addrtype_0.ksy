meta:
  id: match_addrtype_0
  title: Address type match, revision 0 (struct xt_addrtype_info)
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
    revision: 0
    families: [ipv4]
    struct: xt_addrtype_info
    header: linux/netfilter/xt_addrtype.h
doc: |
  Routing type of the source or destination address. IPv4 only.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_addrtype.h struct xt_addrtype_info
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
  - id: invert_source
    -orig-id: invert_source
    type: u4
    doc: Non-zero inverts the test of the source.
  - id: invert_dest
    -orig-id: invert_dest
    type: u4
    doc: Non-zero inverts the test of the destination.
