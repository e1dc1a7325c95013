meta:
  id: match_ecn_0
  title: ECN match (struct xt_ecn_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'ecn'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_ecn_info
    header: linux/netfilter/xt_ecn.h
doc: |
  Explicit Congestion Notification in the IP and TCP header.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_ecn.h struct xt_ecn_info
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
  - id: operation
    -orig-id: operation
    type: u1
    -flags: {0x1: MATCH_IP, 0x10: MATCH_ECE, 0x20: MATCH_CWR}
    doc: Tests that are made.
  - id: invert
    -orig-id: invert
    type: u1
    -flags: {0x1: MATCH_IP, 0x10: MATCH_ECE, 0x20: MATCH_CWR}
    doc: Tests that are inverted.
  - id: ip_ect
    -orig-id: ip_ect
    type: u1
    doc: ECN codepoint of the IP header, 0 to 3.
  - id: tcp_ect
    -orig-id: proto.tcp.ect
    type: u1
    doc: Not used.
