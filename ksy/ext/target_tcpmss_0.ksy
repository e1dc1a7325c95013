meta:
  id: target_tcpmss_0
  title: TCPMSS target (struct xt_tcpmss_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'TCPMSS'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_tcpmss_info
    header: linux/netfilter/xt_TCPMSS.h
doc: |
  Changes the maximum segment size of TCP connections.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_TCPMSS.h struct xt_tcpmss_info
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
  - id: mss
    -orig-id: mss
    type: u2
    doc: New value, 65535 for what fits the path.
