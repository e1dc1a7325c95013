meta:
  id: match_time_0
  title: Time match, revision 0 (struct xt_time_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'time'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_time_info
    header: linux/netfilter/xt_time.h
doc: |
  Date, time of day and weekday at which a packet comes.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_time.h struct xt_time_info
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
  - id: date_start
    -orig-id: date_start
    type: u4
    doc: First second that matches, since 1970, in the zone the flags name.
  - id: date_stop
    -orig-id: date_stop
    type: u4
    doc: Last second that matches; iptables writes 2147483647 for no end.
  - id: daytime_start
    -orig-id: daytime_start
    type: u4
    doc: First second of the day.
  - id: daytime_stop
    -orig-id: daytime_stop
    type: u4
    doc: Last second of the day.
  - id: monthdays_match
    -orig-id: monthdays_match
    type: u4
    doc: Days of the month, day n in bit n; bit 0 is never used.
  - id: weekdays_match
    -orig-id: weekdays_match
    type: u1
    -flags:
      0x2: MON
      0x4: TUE
      0x8: WED
      0x10: THU
      0x20: FRI
      0x40: SAT
      0x80: SUN
    doc: Days of the week.
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: LOCAL_TZ
      0x2: CONTIGUOUS
    doc: Time zone, and whether an interval over midnight is one.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
