meta:
  id: target_checksum_0
  title: CHECKSUM target (struct xt_CHECKSUM_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CHECKSUM'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_CHECKSUM_info
    header: linux/netfilter/xt_CHECKSUM.h
doc: |
  Computes a checksum that was left to the hardware.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_CHECKSUM.h struct xt_CHECKSUM_info
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
  - id: operation
    -orig-id: operation
    type: u1
    -flags:
      0x1: FILL
    doc: What is computed.
