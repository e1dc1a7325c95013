meta:
  id: match_cgroup_2
  title: Control group match, revision 2 (struct xt_cgroup_info_v2)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'cgroup'
    revision: 2
    families: [ipv4, ipv6]
    struct: xt_cgroup_info_v2
    header: linux/netfilter/xt_cgroup.h
doc: |
  Path of the socket's control group in the unified hierarchy, or its net_cls class id, in one union.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_cgroup.h struct xt_cgroup_info_v2
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
  - id: has_path
    -orig-id: has_path
    type: u1
    doc: Non-zero tests the path in the unified hierarchy.
  - id: has_classid
    -orig-id: has_classid
    type: u1
    doc: Non-zero tests the class id.
  - id: invert_path
    -orig-id: invert_path
    type: u1
    doc: Non-zero inverts the test of the path.
  - id: invert_classid
    -orig-id: invert_classid
    type: u1
    doc: Non-zero inverts the test of the class id.
  - id: path
    -orig-id: path
    size: 512
    doc: |
      Union of path (up to the first NUL) and classid (the first four bytes, host order). Kept as
      bytes, so that nothing of either gets lost.
  - id: pad1
    size: 4
    -role: padding
    doc: Padding to the alignment of the pointer.
  - id: priv_data
    -orig-id: priv
    size: len_long
    -role: kernel
    doc: The control group. The kernel aligns the pointer to 8 bytes everywhere.
  - id: pad2
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the struct.
