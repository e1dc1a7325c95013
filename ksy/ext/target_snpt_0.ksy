meta:
  id: target_snpt_0
  title: SNPT target (struct ip6t_npt_tginfo)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'SNPT'
    revision: 0
    families: [ipv6]
    struct: ip6t_npt_tginfo
    header: linux/netfilter_ipv6/ip6t_NPT.h
doc: |
  Translates the prefix of the source address without state (RFC 6296).
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_NPT.h struct ip6t_npt_tginfo
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
  - id: src_pfx
    -orig-id: src_pfx
    size: 16
    doc: Prefix to be replaced.
  - id: dst_pfx
    -orig-id: dst_pfx
    size: 16
    doc: Prefix to put in its place.
  - id: src_pfx_len
    -orig-id: src_pfx_len
    type: u1
    doc: Length of the first prefix, at most 64.
  - id: dst_pfx_len
    -orig-id: dst_pfx_len
    type: u1
    doc: Length of the second prefix, at most 64.
  - id: adjustment
    -orig-id: adjustment
    size: 2
    -role: kernel
    doc: Checksum difference the kernel computed.
