meta:
  id: target_nfqueue_0
  title: NFQUEUE target, revision 0 (struct xt_NFQ_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'NFQUEUE'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_NFQ_info
    header: linux/netfilter/xt_NFQUEUE.h
doc: |
  Hands packets to a program in user space.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_NFQUEUE.h struct xt_NFQ_info
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
  - id: queuenum
    -orig-id: queuenum
    type: u2
    doc: Number of the queue, or of the first one.
