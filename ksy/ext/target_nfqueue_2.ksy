meta:
  id: target_nfqueue_2
  title: NFQUEUE target, revision 2 (struct xt_NFQ_info_v2)
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
    revision: 2
    families: [ipv4, ipv6, arp]
    struct: xt_NFQ_info_v2
    header: linux/netfilter/xt_NFQUEUE.h
doc: |
  As revision 1, with a way on when nobody listens.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_NFQUEUE.h struct xt_NFQ_info_v2
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
  - id: queues_total
    -orig-id: queues_total
    type: u2
    doc: How many queues in a row share the packets.
  - id: bypass
    -orig-id: bypass
    type: u2
    doc: Whether packets pass when no program listens.
