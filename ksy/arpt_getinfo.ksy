meta:
  id: arpt_getinfo
  title: Reply to *_SO_GET_INFO (struct arpt_getinfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  What the kernel says about a table: which hooks it has, where each hook enters and where its policy
  stands, how many entries there are and how many bytes they take. Offsets count from the first entry.
  Slots of hooks that are not in valid_hooks mean nothing: native kernels leave 0xffffffff there, the
  32-bit compat code leaves that value shifted.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arp_tables.h struct arpt_getinfo
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
    doc: Name of the table. The kernel leaves it as the caller sent it.
  - id: valid_hooks
    -orig-id: valid_hooks
    type: u4
    doc: Bit n is set when hook n exists in this table.
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
  - id: num_entries
    -orig-id: num_entries
    type: u4
    doc: Number of entries.
  - id: size
    -orig-id: size
    type: u4
    doc: Bytes taken by all entries.
