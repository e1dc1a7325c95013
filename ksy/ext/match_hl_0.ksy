meta:
  id: match_hl_0
  title: Hop limit match (struct ip6t_hl_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'hl'
    revision: 0
    families: [ipv6]
    struct: ip6t_hl_info
    header: linux/netfilter_ipv6/ip6t_hl.h
doc: |
  Hop limit of an IPv6 packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_hl.h struct ip6t_hl_info
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
  - id: mode
    -orig-id: mode
    type: u1
    enum: hl_mode
    doc: How the hop limit is compared.
  - id: hop_limit
    -orig-id: hop_limit
    type: u1
    doc: Value it is compared with.
enums:
  hl_mode:
    0: eq
    1: ne
    2: lt
    3: gt
