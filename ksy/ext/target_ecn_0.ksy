meta:
  id: target_ecn_0
  title: ECN target (struct ipt_ECN_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'ECN'
    revision: 0
    families: [ipv4]
    struct: ipt_ECN_info
    header: linux/netfilter_ipv4/ipt_ECN.h
doc: |
  Sets or clears the bits of explicit congestion notification.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ipt_ECN.h struct ipt_ECN_info
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
    -flags:
      0x1: SET_IP
      0x10: SET_ECE
      0x20: SET_CWR
    doc: Which bits are touched.
  - id: ip_ect
    -orig-id: ip_ect
    type: u1
    doc: Code point for the IP header.
  - id: tcp_bits
    -orig-id: proto
    type: u1
    doc: Bit fields ece and cwr of the TCP header. A compiler counts bit fields from the lowest bit on little-endian machines and from the highest on big-endian ones.
