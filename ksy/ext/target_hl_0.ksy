meta:
  id: target_hl_0
  title: HL target (struct ip6t_HL_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'HL'
    revision: 0
    families: [ipv6]
    struct: ip6t_HL_info
    header: linux/netfilter_ipv6/ip6t_HL.h
doc: |
  Changes the hop limit of the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_HL.h struct ip6t_HL_info
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
    enum: modes
    doc: How it is changed.
  - id: hop_limit
    -orig-id: hop_limit
    type: u1
    doc: New value, or the difference.
enums:
  modes:
    0: set
    1: inc
    2: dec
