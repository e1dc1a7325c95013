meta:
  id: match_rpfilter_0
  title: Reverse path match, revision 0 (struct xt_rpfilter_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'rpfilter'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_rpfilter_info
    header: linux/netfilter/xt_rpfilter.h
doc: |
  Whether the answer to a packet would leave where the packet came in.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_rpfilter.h struct xt_rpfilter_info
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
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: LOOSE
      0x2: VALID_MARK
      0x4: ACCEPT_LOCAL
      0x8: INVERT
    doc: How the route is looked up.
