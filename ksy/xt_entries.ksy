meta:
  id: xt_entries
  title: The entries of a table, one after another
  license: MIT
  ks-version: '0.11'
  imports:
    - arpt_entry
    - ip6t_entry
    - ipt_entry
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Entries follow each other without a gap: each says where the next one begins. iptables closes a table
  with an ERROR target; the kernel does not ask for it.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h struct ipt_entry
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
  - id: entries
    type:
      switch-on: family
      cases:
        2: ipt_entries(is_be, len_long, align_u64)
        10: ip6t_entries(is_be, len_long, align_u64)
        3: arpt_entries(is_be, len_long, align_u64)
    -variable: true
    doc: The entries.
types:
  ipt_entries:
    doc: Entries of IPv4. A list for each family, since a repeated switch without a match never ends.
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
      - id: entries
        type: ipt_entry(is_be, len_long, align_u64)
        repeat: eos
        doc: One rule, chain head or policy each.
  ip6t_entries:
    doc: Entries of IPv6. A list for each family, since a repeated switch without a match never ends.
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
      - id: entries
        type: ip6t_entry(is_be, len_long, align_u64)
        repeat: eos
        doc: One rule, chain head or policy each.
  arpt_entries:
    doc: Entries of ARP. A list for each family, since a repeated switch without a match never ends.
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
      - id: entries
        type: arpt_entry(is_be, len_long, align_u64)
        repeat: eos
        doc: One rule, chain head or policy each.
