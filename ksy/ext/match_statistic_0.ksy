meta:
  id: match_statistic_0
  title: Statistic match, revision 0 (struct xt_statistic_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'statistic'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_statistic_info
    header: linux/netfilter/xt_statistic.h
doc: |
  Every n-th packet or a random share. The union is read as its form for mode nth; in mode random the
  probability is the first number.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_statistic.h struct xt_statistic_info
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
  - id: mode
    -orig-id: mode
    type: u2
    enum: modes
    doc: How packets are chosen.
  - id: flags
    -orig-id: flags
    type: u2
    -flags:
      0x1: INVERT
    doc: Whether the choice is inverted.
  - id: every
    -orig-id: u.nth.every
    type: u4
    doc: Mode nth, length of the cycle minus 1. Mode random, the probability times 2^31 (u.random.probability), compared with 31 random bits.
  - id: packet
    -orig-id: u.nth.packet
    type: u4
    doc: Mode nth, place in the cycle of the packet that matches, as iptables keeps it for printing; the kernel does not read it.
  - id: num_left
    -orig-id: u.nth.count
    type: u4
    -role: kernel
    doc: Mode nth, where the counter starts, which is what decides the packet that matches. In mode random iptables leaves a copy of the probability.
  - id: master
    -orig-id: master
    size: len_long
    -role: kernel
    doc: Kernel address of the state shared by all CPUs.
  - id: pad
    size: 8 - len_long
    -role: padding
    doc: Padding the compiler adds.
enums:
  modes:
    0: random
    1: nth
