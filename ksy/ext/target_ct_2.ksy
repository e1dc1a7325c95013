meta:
  id: target_ct_2
  title: CT target, revision 2 (struct xt_ct_target_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CT'
    revision: 2
    families: [ipv4, ipv6]
    struct: xt_ct_target_info_v1
    header: linux/netfilter/xt_CT.h
doc: |
  As revision 1, with zones by direction or from the mark; iptables writes NOTRACK as this too.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_CT.h struct xt_ct_target_info_v1
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
  - id: flags
    -orig-id: flags
    type: u2
    -flags:
      0x1: NOTRACK
      0x2: NOTRACK_ALIAS
      0x4: ZONE_DIR_ORIG
      0x8: ZONE_DIR_REPL
      0x10: ZONE_MARK
    doc: What is set.
  - id: zone
    -orig-id: zone
    type: u2
    doc: Connection tracking zone.
  - id: ct_events
    -orig-id: ct_events
    type: u4
    -flags:
      0x1: NEW
      0x2: RELATED
      0x4: DESTROY
      0x8: REPLY
      0x10: ASSURED
      0x20: PROTOINFO
      0x40: HELPER
      0x80: MARK
      0x100: SEQADJ
      0x200: SECMARK
      0x400: LABEL
    doc: Events of the connection that are reported, all when 0.
  - id: exp_events
    -orig-id: exp_events
    type: u4
    -flags:
      0x1: NEW
    doc: Events of its expectations that are reported, all when 0.
  - id: helper
    -orig-id: helper
    size: 16
    terminator: 0
    doc: Name of the helper for the connection.
  - id: timeout
    -orig-id: timeout
    size: 32
    terminator: 0
    doc: Name of the timeout policy. Kernels copy only four bytes of it back.
  - id: pad
    size: 4
    -role: padding
    doc: Padding the compiler adds.
  - id: ct
    -orig-id: ct
    size: len_long
    -role: kernel
    doc: Pointer to the template in the kernel, aligned to 8 bytes on every machine.
  - id: pad2
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the pointer.
