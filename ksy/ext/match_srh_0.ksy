meta:
  id: match_srh_0
  title: IPv6 segment routing header match, revision 0 (struct ip6t_srh)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'srh'
    revision: 0
    families: [ipv6]
    struct: ip6t_srh
    header: linux/netfilter_ipv6/ip6t_srh.h
doc: |
  Segment routing header of an IPv6 packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_srh.h struct ip6t_srh
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
  - id: next_hdr
    -orig-id: next_hdr
    type: u1
    doc: Protocol of what follows the header.
  - id: len_hdr
    -orig-id: hdr_len
    type: u1
    doc: Length of the header in units of 8 bytes, the first not counted.
  - id: segs_left
    -orig-id: segs_left
    type: u1
    doc: Number of segments left.
  - id: last_entry
    -orig-id: last_entry
    type: u1
    doc: Place of the last entry of the list, from 0.
  - id: tag
    -orig-id: tag
    type: u2
    doc: Tag. The kernel compares its two bytes with those of the packet as they stand, without swapping, though iptables writes the number in host order.
  - id: mt_flags
    -orig-id: mt_flags
    type: u2
    -flags:
      0x1: NEXTHDR
      0x2: LEN_EQ
      0x4: LEN_GT
      0x8: LEN_LT
      0x10: SEGS_EQ
      0x20: SEGS_GT
      0x40: SEGS_LT
      0x80: LAST_EQ
      0x100: LAST_GT
      0x200: LAST_LT
      0x400: TAG
    doc: Which tests are made.
  - id: mt_invflags
    -orig-id: mt_invflags
    type: u2
    -flags:
      0x1: NEXTHDR
      0x2: LEN_EQ
      0x4: LEN_GT
      0x8: LEN_LT
      0x10: SEGS_EQ
      0x20: SEGS_GT
      0x40: SEGS_LT
      0x80: LAST_EQ
      0x100: LAST_GT
      0x200: LAST_LT
      0x400: TAG
    doc: Which of them are inverted.
