meta:
  id: target_tee_0
  title: TEE target, revision 0 (struct xt_tee_tginfo of xtables-addons)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'TEE'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_tee_tginfo_v0
    header: old/targets.h
doc: |
  Sends a copy of the packet to another host. Before Linux 2.6.35 it came with xtables-addons.
doc-ref: https://codeberg.org/jengelh/xtables-addons/src/tag/v1.24/extensions/xt_TEE.h struct xt_tee_tginfo_v0
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
  - id: gw
    -orig-id: gw
    size: 16
    doc: Gateway; an IPv4 address fills the first four bytes.
