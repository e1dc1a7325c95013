meta:
  id: target_mangle_0
  title: mangle target of ARP (struct arpt_mangle)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'mangle'
    revision: 0
    families: [arp]
    struct: arpt_mangle
    header: linux/netfilter_arp/arpt_mangle.h
doc: |
  Changes the addresses in an ARP packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arpt_mangle.h struct arpt_mangle
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
  - id: src_devaddr
    -orig-id: src_devaddr
    size: 16
    doc: New source hardware address, in the first bytes.
  - id: tgt_devaddr
    -orig-id: tgt_devaddr
    size: 16
    doc: New target hardware address, in the first bytes.
  - id: src_ip
    -orig-id: u_s.src_ip
    size: 4
    doc: New source IP address.
  - id: tgt_ip
    -orig-id: u_t.tgt_ip
    size: 4
    doc: New target IP address.
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: SDEV
      0x2: TDEV
      0x4: SIP
      0x8: TIP
    doc: Which of the addresses are changed.
  - id: pad
    size: 3
    -role: padding
    doc: Padding the compiler adds.
  - id: verdict
    -orig-id: target
    type: s4
    enum: verdicts
    doc: What becomes of the packet.
enums:
  verdicts:
    0: nf_drop
    1: nf_accept
    -1: arpt_continue
