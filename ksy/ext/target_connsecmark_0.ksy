meta:
  id: target_connsecmark_0
  title: CONNSECMARK target (struct xt_connsecmark_target_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CONNSECMARK'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_connsecmark_target_info
    header: linux/netfilter/xt_CONNSECMARK.h
doc: |
  Copies the security mark between packet and connection.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_CONNSECMARK.h struct xt_connsecmark_target_info
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
    doc: Which way it is copied.
enums:
  modes:
    1: save
    2: restore
