meta:
  id: match_cluster_0
  title: Cluster match (struct xt_cluster_match_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'cluster'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_cluster_match_info
    header: linux/netfilter/xt_cluster.h
doc: |
  Whether this node of a load sharing cluster is the one that takes the connection.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_cluster.h struct xt_cluster_match_info
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
  - id: total_nodes
    -orig-id: total_nodes
    type: u4
    doc: Number of nodes in the cluster, 1 to 32; the kernel refuses others.
  - id: node_mask
    -orig-id: node_mask
    type: u4
    doc: The nodes this rule stands for, bit 0 is node 1.
  - id: hash_seed
    -orig-id: hash_seed
    type: u4
    doc: Seed of the hash that shares the connections out.
  - id: flags
    -orig-id: flags
    type: u4
    -flags: {0x1: INV}
    doc: Inversion of the test.
