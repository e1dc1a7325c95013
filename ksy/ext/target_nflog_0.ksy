meta:
  id: target_nflog_0
  title: NFLOG target (struct xt_nflog_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'NFLOG'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_nflog_info
    header: linux/netfilter/xt_NFLOG.h
doc: |
  Hands packets to a logging daemon over netlink.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_NFLOG.h struct xt_nflog_info
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
  - id: len_copy
    -orig-id: len
    type: u4
    doc: How many bytes of a packet are copied; counts only with the flag COPY_LEN.
  - id: group
    -orig-id: group
    type: u2
    doc: Netlink group.
  - id: threshold
    -orig-id: threshold
    type: u2
    doc: Packets that are collected before they are sent.
  - id: flags
    -orig-id: flags
    type: u2
    -flags:
      0x1: COPY_LEN
    doc: Whether the length counts.
  - id: pad
    -orig-id: pad
    type: u2
    doc: Not used.
  - id: prefix
    -orig-id: prefix
    size: 64
    terminator: 0
    doc: Sent with every packet.
