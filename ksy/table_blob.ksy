meta:
  id: table_blob
  title: 'A stored table (.blob): GET_INFO reply, then GET_ENTRIES reply'
  license: MIT
  ks-version: '0.11'
  imports:
    - arpt_getinfo
    - ipt_getinfo
    - xt_get_entries
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Both replies exactly as the kernel returned them, one behind the other.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h
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
  - id: family
    type: u1
    doc: NFPROTO number of the family, 2 for IPv4, 10 for IPv6, 3 for ARP.
seq:
  - id: info
    type:
      switch-on: family
      cases:
        2: ipt_getinfo(is_be, len_long, align_u64)
        10: ipt_getinfo(is_be, len_long, align_u64)
        3: arpt_getinfo(is_be, len_long, align_u64)
    -variable: true
    doc: Reply to GET_INFO.
  - id: entries
    type: xt_get_entries(is_be, len_long, align_u64, family)
    -variable: true
    doc: Reply to GET_ENTRIES.
