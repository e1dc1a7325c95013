meta:
  id: xt_get_revision
  title: Argument of *_SO_GET_REVISION_MATCH and _TARGET (struct xt_get_revision)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Name and revision of an extension that a program asks the kernel about. The answer is the return value.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h struct xt_get_revision
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
  - id: name
    -orig-id: name
    size: 29
    terminator: 0
    doc: Name of the match or target.
  - id: revision
    -orig-id: revision
    type: u1
    doc: Revision asked for.
