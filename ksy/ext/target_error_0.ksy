meta:
  id: target_error_0
  title: ERROR target (struct xt_error_target)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'ERROR'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_error_target
    header: linux/netfilter/x_tables.h
doc: |
  Head of a user-defined chain, with the chain's name; the last entry of a table is one too, named ERROR.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h struct xt_error_target
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
  - id: errorname
    -orig-id: errorname
    size: 30
    terminator: 0
    doc: Name of the chain that begins here.
