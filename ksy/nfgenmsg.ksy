meta:
  id: nfgenmsg
  title: What begins a message of nfnetlink (struct nfgenmsg)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Behind nlmsghdr; attributes follow.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nfnetlink.h struct nfgenmsg
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
  - id: family
    -orig-id: nfgen_family
    type: u1
    doc: 'NFPROTO number of the family; 1 is inet, 5 netdev.'
  - id: version
    -orig-id: version
    type: u1
    doc: '0, NFNETLINK_V0.'
  - id: resource
    -orig-id: res_id
    type: u2be
    doc: 'Of nf_tables, the lower half of the generation.'
