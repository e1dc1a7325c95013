meta:
  id: match_eui64_0
  title: EUI-64 match (an int without meaning)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'eui64'
    revision: 0
    families: [ipv6]
    struct: ip6t_eui64_info
    header: old_structs.h
doc: |
  Whether the source address ends in the sender's EUI-64. There are no options: the kernel
  (xt_match.matchsize) and iptables agree on the size of an int, and nobody reads it.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/net/ipv6/netfilter/ip6t_eui64.c eui64_mt6_reg
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
  - id: unused
    -orig-id: unused
    type: s4
    doc: Never read nor written.
