meta:
  id: match_limit_0
  title: Rate limit match, revision 0 (struct xt_rateinfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'limit'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_rateinfo
    header: linux/netfilter/xt_limit.h
doc: |
  A token bucket. Compat kernels return their own values in the tail, native ones zeros.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_limit.h struct xt_rateinfo
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
  - id: avg
    -orig-id: avg
    type: u4
    doc: Time per packet in units of 1/10000 s, 0 for no limit.
  - id: burst
    -orig-id: burst
    type: u4
    doc: Packets let through before the limit bites, iptables prints it unless it is 5.
  - id: prev
    -orig-id: prev
    type:
      switch-on: len_long
      cases:
        4: u4
        8: u8
    -role: kernel
    doc: Time of the last packet in jiffies, on kernels that keep it here.
  - id: credit
    -orig-id: credit
    type: u4
    -role: kernel
    doc: Tokens left, on kernels that keep them here.
  - id: credit_cap
    -orig-id: credit_cap
    type: u4
    -role: kernel
    doc: Most tokens the bucket holds.
  - id: cost
    -orig-id: cost
    type: u4
    -role: kernel
    doc: Tokens a packet costs.
  - id: pad
    size: len_long - 4
    -role: padding
    doc: Padding the compiler adds.
  - id: master
    -orig-id: master
    size: len_long
    -role: kernel
    doc: Kernel address of the state shared by all CPUs.
