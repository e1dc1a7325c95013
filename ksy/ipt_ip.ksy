meta:
  id: ipt_ip
  title: What every IPv4 packet is compared with first (struct ipt_ip)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Addresses and masks are in network order. A masked comparison that is inverted has its bit in invflags.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h struct ipt_ip
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
  - id: src
    -orig-id: src
    size: 4
    doc: Source address.
  - id: dst
    -orig-id: dst
    size: 4
    doc: Destination address.
  - id: smsk
    -orig-id: smsk
    size: 4
    doc: Mask of the source address.
  - id: dmsk
    -orig-id: dmsk
    size: 4
    doc: Mask of the destination address.
  - id: iniface
    -orig-id: iniface
    size: 16
    terminator: 0
    doc: Input interface; an empty name is any.
  - id: outiface
    -orig-id: outiface
    size: 16
    terminator: 0
    doc: Output interface; an empty name is any.
  - id: iniface_mask
    -orig-id: iniface_mask
    size: 16
    doc: Which bytes of the input interface name are compared.
  - id: outiface_mask
    -orig-id: outiface_mask
    size: 16
    doc: Which bytes of the output interface name are compared.
  - id: proto
    -orig-id: proto
    type: u2
    doc: Protocol number, 0 for any.
  - id: flags
    -orig-id: flags
    type: u1
    -flags: {0x1: FRAG, 0x2: GOTO}
    doc: Fragments only (IPT_F_FRAG), goto instead of jump (IPT_F_GOTO).
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags: {0x1: VIA_IN, 0x2: VIA_OUT, 0x4: TOS, 0x8: SRCIP, 0x10: DSTIP, 0x20: FRAG, 0x40: PROTO}
    doc: Which comparisons are inverted (IPT_INV_*).
