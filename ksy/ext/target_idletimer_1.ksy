meta:
  id: target_idletimer_1
  title: IDLETIMER target, revision 1 (struct idletimer_tg_info_v1)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'IDLETIMER'
    revision: 1
    families: [ipv4, ipv6, arp]
    struct: idletimer_tg_info_v1
    header: linux/netfilter/xt_IDLETIMER.h
doc: |
  As revision 0, with a timer that wakes the machine.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_IDLETIMER.h struct idletimer_tg_info_v1
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
  - id: timeout
    -orig-id: timeout
    type: u4
    doc: Seconds of silence before the timer reports.
  - id: label
    -orig-id: label
    size: 28
    terminator: 0
    doc: Name of the timer, one for the whole machine.
  - id: send_nl_msg
    -orig-id: send_nl_msg
    type: u1
    doc: Used by Android only, must be 0.
  - id: timer_type
    -orig-id: timer_type
    type: u1
    enum: timer_types
    doc: Kind of the timer.
  - id: pad
    size: 6
    -role: padding
    doc: Padding the compiler adds.
  - id: timer
    -orig-id: timer
    size: len_long
    -role: kernel
    doc: Pointer to the timer in the kernel, aligned to 8 bytes on every machine.
  - id: pad_end
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the pointer.
enums:
  timer_types:
    0: normal
    1: alarm
