meta:
  id: target_standard_0
  title: Standard target (struct xt_standard_target)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: ''
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_standard_target
    header: linux/netfilter/x_tables.h
doc: |
  Jump, goto or verdict. A positive number is the offset of the entry to go on at, counted from the first
  entry; a negative one is a verdict: -1 DROP, -2 ACCEPT, -4 QUEUE, -5 RETURN.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h struct xt_standard_target
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
  - id: verdict
    -orig-id: verdict
    type: s4
    doc: Offset to go on at, or minus verdict minus one.
