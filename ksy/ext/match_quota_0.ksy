meta:
  id: match_quota_0
  title: Byte quota match, revision 0 (struct xt_quota_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'quota'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_quota_info
    header: linux/netfilter/xt_quota.h
doc: |
  Matches until so many bytes went by. Kernels of today keep what is left to themselves, older ones write
  it back into the quota.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_quota.h struct xt_quota_info
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
    type: u4
    -flags:
      0x1: INVERT
    doc: Whether the test is inverted.
  - id: reserved
    -orig-id: pad
    type: u4
    doc: Never read.
  - id: quota
    -orig-id: quota
    type: u8
    doc: The quota in bytes.
  - id: master
    -orig-id: master
    size: len_long
    -role: kernel
    doc: Kernel address of what is left.
  - id: pad
    size: 8 - len_long
    -role: padding
    doc: Padding the compiler adds.
