meta:
  id: target_log_0
  title: LOG target (struct xt_log_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'LOG'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_log_info
    header: linux/netfilter/xt_LOG.h
doc: |
  Writes the headers of the packet to the kernel log.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_LOG.h struct xt_log_info
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
  - id: level
    -orig-id: level
    type: u1
    enum: levels
    doc: Level of the message, as of syslog.
  - id: logflags
    -orig-id: logflags
    type: u1
    -flags:
      0x1: TCPSEQ
      0x2: TCPOPT
      0x4: IPOPT
      0x8: UID
      0x10: NFLOG
      0x20: MACDECODE
    doc: What is written besides.
  - id: prefix
    -orig-id: prefix
    size: 30
    terminator: 0
    doc: Written before every message.
enums:
  levels:
    0: emerg
    1: alert
    2: crit
    3: error
    4: warning
    5: notice
    6: info
    7: debug
