meta:
  id: target_audit_0
  title: AUDIT target (struct xt_audit_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'AUDIT'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_audit_info
    header: linux/netfilter/xt_AUDIT.h
doc: |
  Writes an audit record about the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_AUDIT.h struct xt_audit_info
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
  - id: record_type
    -orig-id: type
    type: u1
    enum: audit_type
    doc: What the record says happened to the packet.
enums:
  audit_type:
    0: accept
    1: drop
    2: reject
