meta:
  id: arpt_arp
  title: What every ARP packet is compared with first (struct arpt_arp)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Addresses, operation, hardware and protocol type are in network order.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arp_tables.h struct arpt_arp
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
    doc: Source IP address.
  - id: tgt
    -orig-id: tgt
    size: 4
    doc: Target IP address.
  - id: smsk
    -orig-id: smsk
    size: 4
    doc: Mask of the source address.
  - id: tmsk
    -orig-id: tmsk
    size: 4
    doc: Mask of the target address.
  - id: arhln
    -orig-id: arhln
    type: u1
    doc: Length of the hardware address.
  - id: arhln_mask
    -orig-id: arhln_mask
    type: u1
    doc: Mask of that length.
  - id: src_devaddr
    -orig-id: src_devaddr.addr
    size: 16
    doc: Source hardware address.
  - id: src_devaddr_mask
    -orig-id: src_devaddr.mask
    size: 16
    doc: Mask of the source hardware address.
  - id: tgt_devaddr
    -orig-id: tgt_devaddr.addr
    size: 16
    doc: Target hardware address.
  - id: tgt_devaddr_mask
    -orig-id: tgt_devaddr.mask
    size: 16
    doc: Mask of the target hardware address.
  - id: arpop
    -orig-id: arpop
    type: u2be
    doc: ARP operation.
  - id: arpop_mask
    -orig-id: arpop_mask
    type: u2be
    doc: Mask of the operation.
  - id: arhrd
    -orig-id: arhrd
    type: u2be
    doc: Hardware type.
  - id: arhrd_mask
    -orig-id: arhrd_mask
    type: u2be
    doc: Mask of the hardware type.
  - id: arpro
    -orig-id: arpro
    type: u2be
    doc: Protocol type.
  - id: arpro_mask
    -orig-id: arpro_mask
    type: u2be
    doc: Mask of the protocol type.
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
  - id: flags
    -orig-id: flags
    type: u1
    doc: No flag is defined.
  - id: pad_invflags
    size: 1
    -role: padding
    doc: Padding to the alignment of a 16-bit integer. The kernel takes a non-zero byte here for a condition.
  - id: invflags
    -orig-id: invflags
    type: u2
    -flags: {0x1: VIA_IN, 0x2: VIA_OUT, 0x4: SRCIP, 0x8: TGTIP, 0x10: SRCDEVADDR, 0x20: TGTDEVADDR, 0x40: ARPOP, 0x80: ARPHRD, 0x100: ARPPRO, 0x200: ARPHLN}
    doc: Which comparisons are inverted (ARPT_INV_*).
  - id: pad_arp
    size: 2
    -role: padding
    doc: Padding to the alignment of a 32-bit integer. The kernel takes non-zero bytes here for a condition.
