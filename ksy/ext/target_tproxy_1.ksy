meta:
  id: target_tproxy_1
  title: TPROXY target, revision 1 (struct xt_tproxy_target_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'TPROXY'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_tproxy_target_info_v1
    header: linux/netfilter/xt_TPROXY.h
doc: |
  Hands packets to a local socket without changing them.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_TPROXY.h struct xt_tproxy_target_info_v1
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
  - id: mark_mask
    -orig-id: mark_mask
    type: u4
    doc: Bits of the mark that are cleared.
  - id: mark_value
    -orig-id: mark_value
    type: u4
    doc: Bits of the mark that are flipped then.
  - id: laddr
    -orig-id: laddr
    size: 16
    doc: Local address; an IPv4 address fills the first four bytes.
  - id: lport
    -orig-id: lport
    type: u2be
    doc: Local port in network order, 0 for the original one.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
