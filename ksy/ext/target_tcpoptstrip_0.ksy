meta:
  id: target_tcpoptstrip_0
  title: TCPOPTSTRIP target (struct xt_tcpoptstrip_target_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'TCPOPTSTRIP'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_tcpoptstrip_target_info
    header: linux/netfilter/xt_TCPOPTSTRIP.h
doc: |
  Replaces TCP options by padding.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_TCPOPTSTRIP.h struct xt_tcpoptstrip_target_info
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
  - id: strip_bmap
    -orig-id: strip_bmap
    type: u4
    repeat: expr
    repeat-expr: 8
    doc: One bit for each option number, lowest bit of the first word for option 0.
