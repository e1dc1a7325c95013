meta:
  id: target_classify_0
  title: CLASSIFY target (struct xt_classify_target_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CLASSIFY'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_classify_target_info
    header: linux/netfilter/xt_CLASSIFY.h
doc: |
  Sets the traffic class of the packet for the queueing disciplines.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_CLASSIFY.h struct xt_classify_target_info
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
  - id: priority
    -orig-id: priority
    type: u4
    doc: Class handle, major number in the upper 16 bits and minor number in the lower.
