meta:
  id: match_mh_0
  title: Mobility header match, revision 0 (struct ip6t_mh)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'mh'
    revision: 0
    families: [ipv6]
    struct: ip6t_mh
    header: linux/netfilter_ipv6/ip6t_mh.h
doc: |
  Type of a Mobile IPv6 header.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_mh.h struct ip6t_mh
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
  - id: types
    -orig-id: types
    type: u1
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest type.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags:
      0x1: TYPE
    doc: Whether the test is inverted.
