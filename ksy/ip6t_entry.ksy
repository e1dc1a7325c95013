meta:
  id: ip6t_entry
  title: One IPv6 rule, chain head or policy (struct ip6t_entry)
  license: MIT
  ks-version: '0.11'
  imports:
    - ip6t_ip6
    - xt_counters
    - xt_entry_target
    - xt_matches
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  A rule: what is compared first, where target and next entry are, counters, matches, one target.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6_tables.h struct ip6t_entry
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
  - id: ip
    -orig-id: ipv6
    type: ip6t_ip6(is_be, len_long, align_u64)
    doc: What every packet is compared with first.
  - id: nfcache
    -orig-id: nfcache
    type: u4
    -role: state
    doc: No longer used; comes back as it was sent.
  - id: target_offset
    -orig-id: target_offset
    type: u2
    valid:
      min: 160 + align_u64
    doc: Where the target begins, counted from the start of the entry.
  - id: next_offset
    -orig-id: next_offset
    type: u2
    valid:
      min: target_offset + 32
    doc: Where the next entry begins, counted from the start of this one.
  - id: comefrom
    -orig-id: comefrom
    type: u4
    -role: state
    doc: The kernel's own mask of the hooks from which this entry can be reached.
  - id: pad_counters
    size: align_u64 - 4
    -role: padding
    doc: Padding before the 64-bit counters; none on i386.
  - id: counters
    -orig-id: counters
    type: xt_counters(is_be, len_long, align_u64)
    doc: Packets and bytes that matched.
  - id: matches
    -orig-id: elems
    size: target_offset - (160 + align_u64)
    type: xt_matches(is_be, len_long, align_u64, 10)
    -variable: true
    doc: The matches, between the head of the entry and its target.
  - id: target
    size: next_offset - target_offset
    type: xt_entry_target(is_be, len_long, align_u64, 10)
    -variable: true
    doc: The one target.
