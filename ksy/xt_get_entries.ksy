meta:
  id: xt_get_entries
  title: Reply to *_SO_GET_ENTRIES (struct ipt_get_entries, ip6t_get_entries, arpt_get_entries)
  license: MIT
  ks-version: '0.11'
  imports:
    - xt_entries
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  A whole table as the kernel hands it out. Name and size are the caller's own words, which the kernel
  does not write; the entries follow after padding to the alignment of a 64-bit integer.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h struct ipt_get_entries
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
  - id: name
    -orig-id: name
    size: 32
    terminator: 0
    doc: Name of the table that was asked for.
  - id: size
    -orig-id: size
    type: u4
    doc: Bytes of entries that follow.
  - id: pad_entries
    size: align_u64 - 4
    -role: padding
    doc: Padding to the alignment of the first entry; none on i386.
  - id: entrytable
    -orig-id: entrytable
    size: size
    type: xt_entries(is_be, len_long, align_u64, family)
    -variable: true
    doc: The entries.
