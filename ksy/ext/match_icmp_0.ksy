meta:
  id: match_icmp_0
  title: ICMP match (struct ipt_icmp)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'icmp'
    revision: 0
    families: [ipv4]
    struct: ipt_icmp
    header: linux/netfilter_ipv4/ip_tables.h
doc: |
  Type and range of codes of an ICMP message.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h struct ipt_icmp
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
  - id: icmp_type
    -orig-id: type
    type: u1
    doc: Type of the message. The kernel takes 255 for any message, whatever the codes say; iptables writes 255 with codes 0 to 255.
  - id: codes
    -orig-id: code
    type: u1
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest code.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags: {0x1: INV}
    doc: Which of the tests are inverted.
