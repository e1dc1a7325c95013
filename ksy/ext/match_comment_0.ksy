meta:
  id: match_comment_0
  title: Comment (struct xt_comment_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'comment'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_comment_info
    header: linux/netfilter/xt_comment.h
doc: |
  Text for people; it always matches.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_comment.h struct xt_comment_info
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
  - id: comment
    -orig-id: comment
    size: 256
    terminator: 0
    doc: The text. The kernel does not ask for a NUL at the end.
