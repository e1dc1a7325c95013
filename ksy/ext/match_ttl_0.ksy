meta:
  id: match_ttl_0
  title: Time to live match, revision 0 (struct ipt_ttl_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'ttl'
    revision: 0
    families: [ipv4]
    struct: ipt_ttl_info
    header: linux/netfilter_ipv4/ipt_ttl.h
doc: |
  Time to live of an IPv4 packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ipt_ttl.h struct ipt_ttl_info
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
    doc: How it is compared.
  - id: ttl
    -orig-id: ttl
    type: u1
    doc: Value it is compared with.
enums:
  modes:
    0: eq
    1: ne
    2: lt
    3: gt
