meta:
  id: xt_matches
  title: The matches of an entry, one after another
  license: MIT
  ks-version: '0.11'
  imports:
    - xt_entry_match
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Every match says how long it is; they fill the space between the head of the entry and its target exactly.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h struct xt_entry_match
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
    doc: NFPROTO number of the family; some extensions have another struct in each.
seq:
  - id: matches
    type: xt_entry_match(is_be, len_long, align_u64, family)
    repeat: eos
    -variable: true
    doc: The matches.
