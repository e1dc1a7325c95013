meta:
  id: target_reject_0_ipv4
  title: REJECT target of IPv4 (struct ipt_reject_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'REJECT'
    revision: 0
    families: [ipv4]
    struct: ipt_reject_info
    header: linux/netfilter_ipv4/ipt_REJECT.h
doc: |
  Drops the packet and sends an error back.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ipt_REJECT.h struct ipt_reject_info
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
  - id: reject_with
    -orig-id: with
    type: u4
    enum: responses
    doc: What is sent.
enums:
  responses:
    0: icmp_net_unreachable
    1: icmp_host_unreachable
    2: icmp_prot_unreachable
    3: icmp_port_unreachable
    4: icmp_echoreply
    5: icmp_net_prohibited
    6: icmp_host_prohibited
    7: tcp_reset
    8: icmp_admin_prohibited
