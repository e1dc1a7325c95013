meta:
  id: target_mark_2
  title: MARK target, revision 2 (struct xt_mark_tginfo2)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'MARK'
    revision: 2
    families: [ipv4, ipv6, arp]
    struct: xt_mark_tginfo2
    header: linux/netfilter/xt_mark.h
doc: |
  Clears the bits of the mask in the mark of the packet and flips those of the value.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_mark.h struct xt_mark_tginfo2
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
  - id: mark
    -orig-id: mark
    type: u4
    doc: Bits that are flipped.
  - id: mask
    -orig-id: mask
    type: u4
    doc: Bits that are cleared first.
