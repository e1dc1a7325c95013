meta:
  id: match_cgroup_0
  title: Control group match, revision 0 (struct xt_cgroup_info_v0)
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
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_cgroup_info_v0
    header: linux/netfilter/xt_cgroup.h
doc: |
  Class id of the socket's net_cls control group.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_cgroup.h struct xt_cgroup_info_v0
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
  - id: classid
    -orig-id: id
    type: u4
    doc: Class id (net_cls.classid).
  - id: invert
    -orig-id: invert
    type: u4
    doc: Non-zero inverts the test.
