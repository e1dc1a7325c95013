meta:
  id: target_reject_0_ipv6
  title: REJECT target of IPv6 (struct ip6t_reject_info)
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
    families: [ipv6]
    struct: ip6t_reject_info
    header: linux/netfilter_ipv6/ip6t_REJECT.h
doc: |
  Drops the packet and sends an error back.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_REJECT.h struct ip6t_reject_info
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
    0: icmp6_no_route
    1: icmp6_adm_prohibited
    2: icmp6_not_neighbour
    3: icmp6_addr_unreach
    4: icmp6_port_unreach
    5: icmp6_echoreply
    6: tcp_reset
    7: icmp6_policy_fail
    8: icmp6_reject_route
