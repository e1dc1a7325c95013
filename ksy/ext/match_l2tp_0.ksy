meta:
  id: match_l2tp_0
  title: L2TP match, revision 0 (struct xt_l2tp_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'l2tp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_l2tp_info
    header: linux/netfilter/xt_l2tp.h
doc: |
  Tunnel and session of an L2TP packet. iptables has no library for this match.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_l2tp.h struct xt_l2tp_info
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
  - id: tid
    -orig-id: tid
    type: u4
    doc: Tunnel id, host order.
  - id: sid
    -orig-id: sid
    type: u4
    doc: Session id, host order.
  - id: version
    -orig-id: version
    type: u1
    doc: L2TP version, 2 or 3.
  - id: message_type
    -orig-id: type
    type: u1
    enum: message_types
    doc: Kind of message.
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: TID
      0x2: SID
      0x4: VERSION
      0x8: TYPE
    doc: Which of the others are compared.
  - id: pad
    size: 1
    -role: padding
    doc: Padding the compiler adds.
enums:
  message_types:
    0: control
    1: data
