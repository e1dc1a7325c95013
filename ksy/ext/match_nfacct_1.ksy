meta:
  id: match_nfacct_1
  title: Accounting match, revision 1 (struct xt_nfacct_match_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'nfacct'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_nfacct_match_info_v1
    header: linux/netfilter/xt_nfacct.h
doc: |
  Counts packets in an accounting object. As revision 0, one size for all.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_nfacct.h struct xt_nfacct_match_info_v1
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
  - id: name
    -orig-id: name
    size: 32
    terminator: 0
    doc: Name of the accounting object.
  - id: nfacct
    -orig-id: nfacct
    size: len_long
    -role: kernel
    doc: Kernel address of the object.
  - id: pad
    size: 8 - len_long
    -role: padding
    doc: Padding the compiler adds.
