meta:
  id: target_clusterip_0
  title: CLUSTERIP target (struct ipt_clusterip_tgt_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'CLUSTERIP'
    revision: 0
    families: [ipv4]
    struct: ipt_clusterip_tgt_info
    header: linux/netfilter_ipv4/ipt_CLUSTERIP.h
doc: |
  Shares one address among the nodes of a cluster. All fields but the flags count only in the rule that makes
  the cluster.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ipt_CLUSTERIP.h struct ipt_clusterip_tgt_info
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
  - id: flags
    -orig-id: flags
    type: u4
    -flags:
      0x1: NEW
    doc: Whether this rule makes the cluster or joins it.
  - id: clustermac
    -orig-id: clustermac
    size: 6
    doc: Multicast hardware address of the cluster.
  - id: num_total_nodes
    -orig-id: num_total_nodes
    type: u2
    doc: Nodes of the whole cluster.
  - id: num_local_nodes
    -orig-id: num_local_nodes
    type: u2
    doc: How many of the local nodes below are used.
  - id: local_nodes
    -orig-id: local_nodes
    type: u2
    repeat: expr
    repeat-expr: 16
    doc: Numbers of the nodes this host stands for, from 1.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
  - id: hash_mode
    -orig-id: hash_mode
    type: u4
    enum: hashmode
    doc: What of a packet decides which node answers.
  - id: hash_initval
    -orig-id: hash_initval
    type: u4
    doc: Start value of the hash.
  - id: config
    -orig-id: config
    size: len_long
    -role: kernel
    doc: Pointer to the cluster in the kernel.
enums:
  hashmode:
    0: sourceip
    1: sourceip_sourceport
    2: sourceip_sourceport_destport
