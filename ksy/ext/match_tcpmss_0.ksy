meta:
  id: match_tcpmss_0
  title: TCP segment size match, revision 0 (struct xt_tcpmss_match_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'tcpmss'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_tcpmss_match_info
    header: linux/netfilter/xt_tcpmss.h
doc: |
  The MSS option of a TCP packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_tcpmss.h struct xt_tcpmss_match_info
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
  - id: mss_min
    -orig-id: mss_min
    type: u2
    doc: Least size in bytes.
  - id: mss_max
    -orig-id: mss_max
    type: u2
    doc: Greatest size in bytes.
  - id: invert
    -orig-id: invert
    type: u1
    doc: Not 0 where the test is inverted.
  - id: pad
    size: 1
    -role: padding
    doc: Padding the compiler adds.
