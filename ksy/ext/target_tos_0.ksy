meta:
  id: target_tos_0
  title: TOS target, revision 0 (struct ipt_tos_target_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'TOS'
    revision: 0
    families: [ipv4]
    struct: ipt_tos_target_info
    header: old/targets.h
doc: |
  Sets the type of service of the packet.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.34/include/linux/netfilter_ipv4/ipt_TOS.h struct ipt_tos_target_info
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
    doc: New value.
