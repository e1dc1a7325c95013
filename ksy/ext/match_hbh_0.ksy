meta:
  id: match_hbh_0
  title: Hop-by-hop options match (struct ip6t_opts)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'hbh'
    revision: 0
    families: [ipv6]
    struct: ip6t_opts
    header: linux/netfilter_ipv6/ip6t_opts.h
doc: |
  Length and options of the IPv6 extension header with hop-by-hop options.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_opts.h struct ip6t_opts
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
  - id: hdrlen
    -orig-id: hdrlen
    type: u4
    doc: Length of the header in bytes.
  - id: flags
    -orig-id: flags
    type: u1
    -flags: {0x1: LEN, 0x2: OPTS, 0x4: NSTRICT}
    doc: Tests that are made. The kernel refuses NSTRICT.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags: {0x1: LEN}
    doc: Tests that are inverted.
  - id: opts
    -orig-id: opts
    type: u2
    repeat: expr
    repeat-expr: 16
    doc: Options in their order, type in the high byte, length in the low one (255 for any).
  - id: num_opts
    -orig-id: optsnr
    type: u1
    doc: Number of options in use.
  - id: pad1
    size: 1
    -role: padding
    doc: Padding to the alignment of the struct.
