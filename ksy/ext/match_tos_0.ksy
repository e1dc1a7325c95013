meta:
  id: match_tos_0
  title: Type of service match, revision 0 (struct ipt_tos_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'tos'
    revision: 0
    families: [ipv4]
    struct: ipt_tos_info
    header: old_structs.h
doc: |
  Type of service byte of an IPv4 packet.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.32/include/linux/netfilter_ipv4/ipt_tos.h struct ipt_tos_info
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
  - id: tos
    -orig-id: tos
    type: u1
    doc: The whole byte.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
