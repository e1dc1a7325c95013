meta:
  id: target_secmark_1
  title: SECMARK target, revision 1 (struct xt_secmark_target_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'SECMARK'
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_secmark_target_info_v1
    header: linux/netfilter/xt_SECMARK.h
doc: |
  As revision 0, with the number of the context out of sight of user space.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_SECMARK.h struct xt_secmark_target_info_v1
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
  - id: mode
    -orig-id: mode
    type: u1
    enum: modes
    doc: Security module the context belongs to.
  - id: secctx
    -orig-id: secctx
    size: 256
    terminator: 0
    doc: Security context.
  - id: pad
    size: 3
    -role: padding
    doc: Padding the compiler adds.
  - id: secid
    -orig-id: secid
    type: u4
    -role: kernel
    doc: Number of the context in the running kernel.
enums:
  modes:
    1: selinux
