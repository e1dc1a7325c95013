meta:
  id: match_owner_0_ipv4
  title: Owner match, revision 0 (struct ipt_owner_info)
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
    revision: 0
    families: [ipv4]
    struct: ipt_owner_info
    header: old_structs.h
doc: |
  Owner of the socket a packet comes from.
doc-ref: https://github.com/torvalds/linux/blob/v2.6.32/include/linux/netfilter_ipv4/ipt_owner.h struct ipt_owner_info
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
  - id: uid
    -orig-id: uid
    type: u4
    doc: User id.
  - id: gid
    -orig-id: gid
    type: u4
    doc: Group id.
  - id: pid
    -orig-id: pid
    type: s4
    doc: Process id.
  - id: sid
    -orig-id: sid
    type: s4
    doc: Session id.
  - id: comm
    -orig-id: comm
    size: 16
    terminator: 0
    doc: Name of the command.
  - id: tests
    -orig-id: match
    type: u1
    -flags:
      0x1: UID
      0x2: GID
      0x4: PID
      0x8: SID
      0x10: COMM
    doc: Which tests are made.
  - id: invert
    -orig-id: invert
    type: u1
    -flags:
      0x1: UID
      0x2: GID
      0x4: PID
      0x8: SID
      0x10: COMM
    doc: Which of them are inverted.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
