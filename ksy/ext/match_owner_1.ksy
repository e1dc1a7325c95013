meta:
  id: match_owner_1
  title: Owner match, revision 1 (struct xt_owner_match_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'owner'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_owner_match_info
    header: linux/netfilter/xt_owner.h
doc: |
  Owner of the socket a packet comes from.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_owner.h struct xt_owner_match_info
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
  - id: uid_min
    -orig-id: uid_min
    type: u4
    doc: First user id.
  - id: uid_max
    -orig-id: uid_max
    type: u4
    doc: Last user id.
  - id: gid_min
    -orig-id: gid_min
    type: u4
    doc: First group id.
  - id: gid_max
    -orig-id: gid_max
    type: u4
    doc: Last group id.
  - id: tests
    -orig-id: match
    type: u1
    -flags:
      0x1: UID
      0x2: GID
      0x4: SOCKET
      0x8: SUPPL_GROUPS
    doc: Which tests are made.
  - id: invert
    -orig-id: invert
    type: u1
    -flags:
      0x1: UID
      0x2: GID
      0x4: SOCKET
      0x8: SUPPL_GROUPS
    doc: Which of them are inverted.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
