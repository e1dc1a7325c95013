meta:
  id: match_sctp_0
  title: SCTP match, revision 0 (struct xt_sctp_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'sctp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_sctp_info
    header: linux/netfilter/xt_sctp.h
doc: |
  SCTP ports and chunk types.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_sctp.h struct xt_sctp_info
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
  - id: dst_ports
    -orig-id: dpts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest destination port, host order.
  - id: src_ports
    -orig-id: spts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest source port, host order.
  - id: chunkmap
    -orig-id: chunkmap
    type: u4
    repeat: expr
    repeat-expr: 64
    doc: Chunk types, type n in bit n modulo 32 of word n div 32; words 8 to 63 only serve to say all.
  - id: chunk_match_type
    -orig-id: chunk_match_type
    type: u4
    enum: chunk_match
    doc: How the types are compared; iptables leaves 0 where CHUNK_TYPES is not tested.
  - id: flag_info
    -orig-id: flag_info
    type: chunk_flags
    repeat: expr
    repeat-expr: 4
    doc: Chunk flags that are compared.
  - id: num_flag_info
    -orig-id: flag_count
    type: s4
    doc: How many of these are used, 4 at most; the kernel refuses more.
  - id: flags
    -orig-id: flags
    type: u4
    -flags:
      0x1: SRC_PORTS
      0x2: DEST_PORTS
      0x4: CHUNK_TYPES
    doc: Which tests are made.
  - id: invflags
    -orig-id: invflags
    type: u4
    -flags:
      0x1: SRC_PORTS
      0x2: DEST_PORTS
      0x4: CHUNK_TYPES
    doc: Which of them are inverted.
types:
  chunk_flags:
    doc: Flags of one chunk type (struct xt_sctp_flag_info).
    seq:
      - id: chunktype
        -orig-id: chunktype
        type: u1
        doc: The type, 255 in an unused place.
      - id: flag
        -orig-id: flag
        type: u1
        doc: Value of the flags.
      - id: flag_mask
        -orig-id: flag_mask
        type: u1
        doc: Flags that are compared.
enums:
  chunk_match:
    0: not_set
    1: any
    2: all
    4: only
