meta:
  id: match_helper_0
  title: Helper match (struct xt_helper_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'helper'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_helper_info
    header: linux/netfilter/xt_helper.h
doc: |
  Connection tracking helper of the connection, or of the one it is related to.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_helper.h struct xt_helper_info
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
  - id: invert
    -orig-id: invert
    type: s4
    doc: Non-zero inverts the test.
  - id: name
    -orig-id: name
    size: 30
    terminator: 0
    doc: Name of the helper, empty for any.
  - id: pad1
    size: 2
    -role: padding
    doc: Padding to the alignment of the struct.
