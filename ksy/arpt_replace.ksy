meta:
  id: arpt_replace
  title: Payload of *_SO_SET_REPLACE (struct arpt_replace)
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
  A table as a program hands it to the kernel: what GET_INFO would say of it, then the number of counters
  of the table it replaces and the address they are to be copied to, then the entries.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arp_tables.h struct arpt_replace
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
    doc: Name of the table.
  - id: valid_hooks
    -orig-id: valid_hooks
    type: u4
    doc: Bit n is set when hook n exists in this table.
  - id: num_entries
    -orig-id: num_entries
    type: u4
    doc: Number of entries.
  - id: size
    -orig-id: size
    type: u4
    doc: Bytes taken by all entries.
  - id: hook_entry
    -orig-id: hook_entry
    type: u4
    repeat: expr
    repeat-expr: 3
    doc: Offset of the entry where each hook begins.
  - id: underflow
    -orig-id: underflow
    type: u4
    repeat: expr
    repeat-expr: 3
    doc: Offset of the entry that holds the policy of each hook.
  - id: num_counters
    -orig-id: num_counters
    type: u4
    doc: Number of entries in the table that is replaced.
  - id: counters
    -orig-id: counters
    size: len_long
    -role: kernel
    doc: Address in the memory of the caller; zero in a stored payload.
  - id: pad_entries
    size: align_u64 - len_long
    -role: padding
    doc: Padding to the alignment of the entries, where a pointer is narrower than that.
  - id: entries
    -orig-id: entries
    size: size
    type: xt_entries(is_be, len_long, align_u64, 3)
    -variable: true
    doc: The entries.
