meta:
  id: match_cgroup_1
  title: Control group match, revision 1 (struct xt_cgroup_info_v1)
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
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_cgroup_info_v1
    header: linux/netfilter/xt_cgroup.h
doc: |
  Path of the socket's control group in the unified hierarchy, or its net_cls class id.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_cgroup.h struct xt_cgroup_info_v1
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
    size: 4096
    terminator: 0
    doc: Path from the root of the hierarchy.
  - id: classid
    -orig-id: classid
    type: u4
    doc: Class id (net_cls.classid).
  - id: priv_data
    -orig-id: priv
    size: len_long
    -role: kernel
    doc: The control group. The kernel aligns the pointer to 8 bytes everywhere.
  - id: pad1
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the struct.
