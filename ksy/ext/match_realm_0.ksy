meta:
  id: match_realm_0
  title: Routing realm match, revision 0 (struct xt_realm_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'realm'
    revision: 0
    families: [ipv4]
    struct: xt_realm_info
    header: linux/netfilter/xt_realm.h
doc: |
  Realm of the route a packet takes.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_realm.h struct xt_realm_info
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
  - id: realm
    -orig-id: id
    type: u4
    doc: The realm; a name where /etc/iproute2/rt_realms has one.
  - id: mask
    -orig-id: mask
    type: u4
    doc: Bits that are compared.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad
    size: 3
    -role: padding
    doc: Padding the compiler adds.
