meta:
  id: target_rateest_0
  title: RATEEST target (struct xt_rateest_target_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'RATEEST'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_rateest_target_info
    header: linux/netfilter/xt_RATEEST.h
doc: |
  Measures the rate of these packets.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_RATEEST.h struct xt_rateest_target_info
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
    size: 16
    terminator: 0
    doc: Name of the estimator.
  - id: interval
    -orig-id: interval
    type: s1
    doc: Interval of measuring, 250 ms times 2 to the power of this plus 2.
  - id: ewma_log
    -orig-id: ewma_log
    type: u1
    doc: Averaging constant, as a power of two.
  - id: pad
    size: 6
    -role: padding
    doc: Padding the compiler adds.
  - id: est
    -orig-id: est
    size: len_long
    -role: kernel
    doc: Pointer to the estimator in the kernel, aligned to 8 bytes on every machine.
  - id: pad_end
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the pointer.
