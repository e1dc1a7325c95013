meta:
  id: match_rt_0
  title: IPv6 routing header match, revision 0 (struct ip6t_rt)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'rt'
    revision: 0
    families: [ipv6]
    struct: ip6t_rt
    header: linux/netfilter_ipv6/ip6t_rt.h
doc: |
  Routing header of an IPv6 packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_rt.h struct ip6t_rt
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
  - id: rt_type
    -orig-id: rt_type
    type: u4
    doc: Type of the header.
  - id: segsleft
    -orig-id: segsleft
    type: u4
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest number of segments left.
  - id: hdrlen
    -orig-id: hdrlen
    type: u4
    doc: Length of the header in bytes.
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: TYP
      0x2: SGS
      0x4: LEN
      0x8: RES
      0x10: FST
      0x20: FST_NSTRICT
    doc: Which tests are made.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags:
      0x1: TYP
      0x2: SGS
      0x4: LEN
    doc: Which of them are inverted.
  - id: pad1
    size: 2
    -role: padding
    doc: Padding the compiler adds.
  - id: addrs
    -orig-id: addrs
    size: 16
    repeat: expr
    repeat-expr: 16
    doc: Addresses that the header of type 0 must hold.
  - id: num_addrs
    -orig-id: addrnr
    type: u1
    doc: How many of the addresses are used, 16 at most; the kernel refuses more.
  - id: pad2
    size: 3
    -role: padding
    doc: Padding the compiler adds.
