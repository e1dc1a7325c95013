meta:
  id: match_connlabel_0
  title: Connection label match (struct xt_connlabel_mtinfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'connlabel'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_connlabel_mtinfo
    header: linux/netfilter/xt_connlabel.h
doc: |
  Whether a connection carries a label. The host's connlabel.conf gives the labels names.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_connlabel.h struct xt_connlabel_mtinfo
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
  - id: bit
    -orig-id: bit
    type: u2
    doc: Number of the label, 0 to 127.
  - id: options
    -orig-id: options
    type: u2
    -flags: {0x1: INVERT, 0x2: SET}
    doc: Inversion, and whether the label is set as well.
