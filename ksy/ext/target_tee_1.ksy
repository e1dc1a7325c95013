meta:
  id: target_tee_1
  title: TEE target, revision 1 (struct xt_tee_tginfo)
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
    revision: 1
    families: [ipv4, ipv6]
    struct: xt_tee_tginfo
    header: linux/netfilter/xt_TEE.h
doc: |
  Sends a copy of the packet to another host.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_TEE.h struct xt_tee_tginfo
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
  - id: oif
    -orig-id: oif
    size: 16
    terminator: 0
    doc: Interface the copy leaves by, empty for any.
  - id: priv_data
    -orig-id: priv
    size: len_long
    -role: kernel
    doc: Pointer to the state in the kernel, aligned to 8 bytes on every machine.
  - id: pad_end
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the pointer.
