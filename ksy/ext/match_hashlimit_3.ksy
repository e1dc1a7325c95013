meta:
  id: match_hashlimit_3
  title: Hash limit match, revision 3 (struct xt_hashlimit_mtinfo3)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'hashlimit'
    revision: 3
    families: [ipv4, ipv6]
    struct: xt_hashlimit_mtinfo3
    header: linux/netfilter/xt_hashlimit.h
doc: |
  As revision 2, with rates that are only measured, over an interval.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_hashlimit.h struct xt_hashlimit_mtinfo3
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
    size: 255
    terminator: 0
    doc: Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.
  - id: pad1
    size: 1
    -role: padding
    doc: Padding to the alignment of the configuration.
  - id: avg
    -orig-id: cfg.avg
    type: u8
    doc: Time between two packets, a unit is a millionth of a second. With BYTES 2^32 - 1 divided by the rate, which then is in units of 16 bytes a second.
  - id: burst
    -orig-id: cfg.burst
    type: u8
    doc: Packets that may come at once; with BYTES how many times the rate may come at once, 0 for once.
  - id: mode
    -orig-id: cfg.mode
    type: u4
    -flags: {0x1: HASH_DIP, 0x2: HASH_DPT, 0x4: HASH_SIP, 0x8: HASH_SPT, 0x10: INVERT, 0x20: BYTES, 0x40: RATE_MATCH}
    doc: What makes a bucket, and how the rate is meant.
  - id: size
    -orig-id: cfg.size
    type: u4
    doc: Number of hash buckets, 0 for the kernel's choice.
  - id: max
    -orig-id: cfg.max
    type: u4
    doc: Most entries in the table, 0 for the kernel's choice.
  - id: gc_interval
    -orig-id: cfg.gc_interval
    type: u4
    doc: Milliseconds between two garbage collections.
  - id: expire
    -orig-id: cfg.expire
    type: u4
    doc: Milliseconds after which an idle entry goes.
  - id: interval
    -orig-id: cfg.interval
    type: u4
    doc: Seconds a rate is measured over, with RATE_MATCH.
  - id: srcmask
    -orig-id: cfg.srcmask
    type: u1
    doc: Prefix length that source addresses are put together by.
  - id: dstmask
    -orig-id: cfg.dstmask
    type: u1
    doc: Prefix length that destination addresses are put together by.
  - id: pad2
    size: 6
    -role: padding
    doc: Padding to the end of the configuration and to the alignment of the pointer.
  - id: hinfo
    -orig-id: hinfo
    size: len_long
    -role: kernel
    doc: The hash table. The kernel aligns the pointer to 8 bytes everywhere.
  - id: pad3
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the struct.
