meta:
  id: target_hmark_0
  title: HMARK target (struct xt_hmark_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'HMARK'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_hmark_info
    header: linux/netfilter/xt_HMARK.h
doc: |
  Sets the mark of the packet from a hash of its flow. The ports are in network order; together they also are
  the SPI.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_HMARK.h struct xt_hmark_info
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
  - id: src_mask
    -orig-id: src_mask
    size: 16
    doc: Mask of the source address; an IPv4 mask fills the first four bytes.
  - id: dst_mask
    -orig-id: dst_mask
    size: 16
    doc: Mask of the destination address.
  - id: src_port_mask
    -orig-id: port_mask.b16.src
    type: u2be
    doc: Mask of the source port, or upper half of the mask of the SPI.
  - id: dst_port_mask
    -orig-id: port_mask.b16.dst
    type: u2be
    doc: Mask of the destination port, or lower half of the mask of the SPI.
  - id: src_port
    -orig-id: port_set.b16.src
    type: u2be
    doc: Source port to hash instead of the real one, or upper half of the SPI.
  - id: dst_port
    -orig-id: port_set.b16.dst
    type: u2be
    doc: Destination port to hash instead of the real one, or lower half of the SPI.
  - id: flags
    -orig-id: flags
    type: u4
    -flags:
      0x1: SADDR_MASK
      0x2: DADDR_MASK
      0x4: SPI
      0x8: SPI_MASK
      0x10: SPORT
      0x20: DPORT
      0x40: SPORT_MASK
      0x80: DPORT_MASK
      0x100: PROTO_MASK
      0x200: RND
      0x400: MODULUS
      0x800: OFFSET
      0x1000: CT
      0x2000: METHOD_L3
      0x4000: METHOD_L3_4
    doc: Which of the fields are used, and what is hashed.
  - id: proto_mask
    -orig-id: proto_mask
    type: u2
    doc: Mask of the protocol number.
  - id: pad
    size: 2
    -role: padding
    doc: Padding the compiler adds.
  - id: hashrnd
    -orig-id: hashrnd
    type: u4
    doc: Start value of the hash.
  - id: hmodulus
    -orig-id: hmodulus
    type: u4
    doc: How many marks there are; the kernel scales the hash to the range from 0 up to, but without, this number, and refuses 0.
  - id: hoffset
    -orig-id: hoffset
    type: u4
    doc: Added to the result.
