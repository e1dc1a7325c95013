meta:
  id: match_hashlimit_0
  title: Hash limit match, revision 0 (struct xt_hashlimit_info)
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
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_hashlimit_info
    header: linux/netfilter/xt_hashlimit.h
doc: |
  Rate of packets per host, port or connection. Kernels of the 2.6 series had this revision.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_hashlimit.h struct xt_hashlimit_info
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
    doc: Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.
  - id: mode
    -orig-id: cfg.mode
    type: u4
    -flags: {0x1: HASH_DIP, 0x2: HASH_DPT, 0x4: HASH_SIP, 0x8: HASH_SPT}
    doc: What makes a bucket, and how the rate is meant.
  - id: avg
    -orig-id: cfg.avg
    type: u4
    doc: Time between two packets, a unit is a ten-thousandth of a second.
  - id: burst
    -orig-id: cfg.burst
    type: u4
    doc: Packets that may come at once.
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
  - id: pad1
    size: len_long - 4
    -role: padding
    doc: Padding to the alignment of the pointer.
  - id: hinfo
    -orig-id: hinfo
    size: len_long
    -role: kernel
    doc: The hash table.
  - id: master
    -orig-id: u.master
    size: len_long
    -role: kernel
    doc: Union of ptr and master, the rule that owns the table.
