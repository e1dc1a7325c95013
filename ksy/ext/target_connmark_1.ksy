meta:
  id: target_connmark_1
  title: CONNMARK target, revision 1 (struct xt_connmark_tginfo1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CONNMARK'
    revision: 1
    families: [ipv4, ipv6, arp]
    struct: xt_connmark_tginfo1
    header: linux/netfilter/xt_connmark.h
doc: |
  Sets, saves or restores the mark of a connection, with a mask for either side.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_connmark.h struct xt_connmark_tginfo1
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
  - id: ctmark
    -orig-id: ctmark
    type: u4
    doc: Value the mark of the connection is changed by.
  - id: ctmask
    -orig-id: ctmask
    type: u4
    doc: Bits of the mark of the connection that are cleared or copied.
  - id: nfmask
    -orig-id: nfmask
    type: u4
    doc: Bits of the mark of the packet that are cleared or copied.
  - id: mode
    -orig-id: mode
    type: u1
    enum: modes
    doc: What is done with the mark.
  - id: pad
    size: 3
    -role: padding
    doc: Padding the compiler adds.
enums:
  modes:
    0: set
    1: save
    2: restore
