meta:
  id: match_ipv6header_0
  title: IPv6 extension headers match (struct ip6t_ipv6header_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'ipv6header'
    revision: 0
    families: [ipv6]
    struct: ip6t_ipv6header_info
    header: linux/netfilter_ipv6/ip6t_ipv6header.h
doc: |
  Which IPv6 extension headers a packet has.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_ipv6header.h struct ip6t_ipv6header_info
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
  - id: matchflags
    -orig-id: matchflags
    type: u1
    -flags: {0x80: HOPOPTS, 0x40: DSTOPTS, 0x20: ROUTING, 0x10: FRAGMENT, 0x8: AH, 0x4: ESP, 0x2: NONE, 0x1: PROTO}
    doc: Headers that are looked for.
  - id: invflags
    -orig-id: invflags
    type: u1
    doc: Headers that must be absent, where modeflag is set. Without it the kernel takes 0 and 0xff only, and any other value than 0 inverts the whole test.
  - id: modeflag
    -orig-id: modeflag
    type: u1
    doc: Non-zero lets other headers be there too (soft); 0 asks for exactly these headers.
