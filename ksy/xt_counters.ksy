meta:
  id: xt_counters
  title: Packet and byte counter of an entry (struct xt_counters)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  How many packets an entry matched, and how many bytes they held. The kernel fills it in on the way out.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h struct xt_counters
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
  - id: packets
    -orig-id: pcnt
    type: u8
    -role: counter
    doc: Packets.
  - id: bytes
    -orig-id: bcnt
    type: u8
    -role: counter
    doc: Bytes.
