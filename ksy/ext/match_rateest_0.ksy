meta:
  id: match_rateest_0
  title: Rate estimator match, revision 0 (struct xt_rateest_match_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'rateest'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_rateest_match_info
    header: linux/netfilter/xt_rateest.h
doc: |
  Compares the rate of an estimator with a number or with another one.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_rateest.h struct xt_rateest_match_info
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
  - id: name1
    -orig-id: name1
    size: 16
    terminator: 0
    doc: Name of the estimator.
  - id: name2
    -orig-id: name2
    size: 16
    terminator: 0
    doc: Name of the one it is compared with.
  - id: flags
    -orig-id: flags
    type: u2
    -flags:
      0x1: INVERT
      0x2: ABS
      0x4: REL
      0x8: DELTA
      0x10: BPS
      0x20: PPS
    doc: What is compared.
  - id: mode
    -orig-id: mode
    type: u2
    enum: modes
    doc: How it is compared.
  - id: bps1
    -orig-id: bps1
    type: u4
    doc: Bytes per second that the first rate is taken from (DELTA).
  - id: pps1
    -orig-id: pps1
    type: u4
    doc: Packets per second that the first rate is taken from (DELTA).
  - id: bps2
    -orig-id: bps2
    type: u4
    doc: Bytes per second compared with, or that the second rate is taken from.
  - id: pps2
    -orig-id: pps2
    type: u4
    doc: Packets per second compared with, or that the second rate is taken from.
  - id: pad1
    size: 4
    -role: padding
    doc: Padding the compiler adds.
  - id: est1
    -orig-id: est1
    size: len_long
    -role: kernel
    doc: Kernel address of the first estimator.
  - id: pad2
    size: 8 - len_long
    -role: padding
    doc: Padding the compiler adds.
  - id: est2
    -orig-id: est2
    size: len_long
    -role: kernel
    doc: Kernel address of the second estimator.
  - id: pad3
    size: 8 - len_long
    -role: padding
    doc: Padding the compiler adds.
enums:
  modes:
    0: none
    1: eq
    2: lt
    3: gt
