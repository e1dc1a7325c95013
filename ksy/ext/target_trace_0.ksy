meta:
  id: target_trace_0
  title: TRACE target (no payload)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'TRACE'
    revision: 0
    families: [ipv4, ipv6]
doc: |
  Logs every rule the packet meets.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/net/netfilter/xt_TRACE.c trace_tg_reg
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
seq: []
