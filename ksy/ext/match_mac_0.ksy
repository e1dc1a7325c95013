meta:
  id: match_mac_0
  title: MAC address match, revision 0 (struct xt_mac_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'mac'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_mac_info
    header: linux/netfilter/xt_mac.h
doc: |
  Ethernet address a packet came from.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_mac.h struct xt_mac_info
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
  - id: srcaddr
    -orig-id: srcaddr
    size: 6
    doc: The address.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
  - id: invert
    -orig-id: invert
    type: s4
    doc: Not 0 where the test is inverted.
