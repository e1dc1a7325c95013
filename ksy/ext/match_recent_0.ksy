meta:
  id: match_recent_0
  title: Recently seen match, revision 0 (struct xt_recent_mtinfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'recent'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_recent_mtinfo
    header: linux/netfilter/xt_recent.h
doc: |
  Addresses seen lately, in a list the kernel keeps.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_recent.h struct xt_recent_mtinfo
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
  - id: seconds
    -orig-id: seconds
    type: u4
    doc: Only entries seen within this many seconds, 0 for all.
  - id: hit_count
    -orig-id: hit_count
    type: u4
    doc: Only entries seen at least this often, 0 for all.
  - id: check_set
    -orig-id: check_set
    type: u1
    -flags:
      0x1: CHECK
      0x2: SET
      0x4: UPDATE
      0x8: REMOVE
      0x10: TTL
      0x20: REAP
    doc: What is done with the list.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: name
    -orig-id: name
    size: 200
    terminator: 0
    doc: Name of the list.
  - id: side
    -orig-id: side
    type: u1
    enum: sides
    doc: Which address of the packet is looked up.
  - id: pad
    size: 1
    -role: padding
    doc: Padding the compiler adds.
enums:
  sides:
    0: source
    1: dest
