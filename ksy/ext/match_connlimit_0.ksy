meta:
  id: match_connlimit_0
  title: Connection limit match, revision 0 (struct xt_connlimit_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'connlimit'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_connlimit_info
    header: linux/netfilter/xt_connlimit.h
doc: |
  Number of connections a host or a network has open. Revision 0 always counts by source address; it called
  flags inverse.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_connlimit.h struct xt_connlimit_info
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
  - id: mask
    -orig-id: mask
    size: 16
    doc: Mask that addresses are put together by, in network order; IPv4 uses the first four bytes.
  - id: limit
    -orig-id: limit
    type: u4
    doc: Number of connections that is compared with.
  - id: flags
    -orig-id: flags
    type: u4
    -flags: {0x1: INVERT}
    doc: Inversion (up to the limit, instead of above it).
  - id: data
    -orig-id: data
    size: len_long
    -role: kernel
    doc: The counters. The kernel aligns the pointer to 8 bytes everywhere.
  - id: pad1
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the struct.
