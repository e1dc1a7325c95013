meta:
  id: target_ulog_0
  title: ULOG target (struct ipt_ulog_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'ULOG'
    revision: 0
    families: [ipv4]
    struct: ipt_ulog_info
    header: old/targets.h
doc: |
  Hands packets to a logging daemon over netlink; gone since Linux 3.17.
doc-ref: https://github.com/torvalds/linux/blob/v3.16/include/uapi/linux/netfilter_ipv4/ipt_ULOG.h struct ipt_ulog_info
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
  - id: nl_group
    -orig-id: nl_group
    type: u4
    doc: Netlink groups, one bit each.
  - id: pad
    size: len_long - 4
    -role: padding
    doc: Padding the compiler adds.
  - id: copy_range
    -orig-id: copy_range
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: How many bytes of a packet are copied, 0 for all.
  - id: qthreshold
    -orig-id: qthreshold
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    doc: Packets that are collected before they are sent.
  - id: prefix
    -orig-id: prefix
    size: 32
    terminator: 0
    doc: Sent with every packet.
