meta:
  id: target_synproxy_0
  title: SYNPROXY target (struct nf_synproxy_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'SYNPROXY'
    revision: 0
    families: [ipv4, ipv6]
    struct: nf_synproxy_info
    header: linux/netfilter/nf_synproxy.h
doc: |
  Answers the TCP handshake in place of the server.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nf_synproxy.h struct nf_synproxy_info
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
  - id: options
    -orig-id: options
    type: u1
    -flags:
      0x1: MSS
      0x2: WSCALE
      0x4: SACK_PERM
      0x8: TIMESTAMP
      0x10: ECN
    doc: TCP options that are offered.
  - id: wscale
    -orig-id: wscale
    type: u1
    doc: Window scale.
  - id: mss
    -orig-id: mss
    type: u2
    doc: Maximum segment size.
