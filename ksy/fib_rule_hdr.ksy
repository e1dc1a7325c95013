meta:
  id: fib_rule_hdr
  title: What begins a message about a routing rule (struct fib_rule_hdr)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Behind nlmsghdr of RTM_NEWRULE; attributes follow.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/fib_rules.h struct fib_rule_hdr
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
  - id: family
    -orig-id: family
    type: u1
    doc: 'AF_INET or AF_INET6.'
  - id: dst_len
    -orig-id: dst_len
    type: u1
    doc: 'Bits of the destination prefix.'
  - id: src_len
    -orig-id: src_len
    type: u1
    doc: 'Bits of the source prefix.'
  - id: tos
    -orig-id: tos
    type: u1
    doc: 'Type of service.'
  - id: table
    -orig-id: table
    type: u1
    doc: 'Routing table as far as it fits.'
  - id: res1
    -orig-id: res1
    type: u1
    doc: 'Reserved.'
  - id: res2
    -orig-id: res2
    type: u1
    doc: 'Reserved.'
  - id: action
    -orig-id: action
    type: u1
    doc: 'FR_ACT number.'
  - id: flags
    -orig-id: flags
    type: u4
    doc: 'FIB_RULE flags.'
