meta:
  id: match_tcp_0
  title: TCP match, revision 0 (struct xt_tcp)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'tcp'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_tcp
    header: linux/netfilter/xt_tcpudp.h
doc: |
  TCP ports, flags and one option number. Ports are in host byte order.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_tcpudp.h struct xt_tcp
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
  - id: src_ports
    -orig-id: spts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest source port.
  - id: dst_ports
    -orig-id: dpts
    type: u2
    repeat: expr
    repeat-expr: 2
    doc: Lowest and highest destination port.
  - id: option
    -orig-id: option
    type: u1
    doc: Number of the TCP option that must be present, 0 for none.
  - id: flg_mask
    -orig-id: flg_mask
    type: u1
    -flags:
      0x1: FIN
      0x2: SYN
      0x4: RST
      0x8: PSH
      0x10: ACK
      0x20: URG
    doc: TCP flags looked at, as a mask of the byte behind the data offset; bits 6 and 7 are ECE and CWR.
  - id: flg_cmp
    -orig-id: flg_cmp
    type: u1
    -flags:
      0x1: FIN
      0x2: SYN
      0x4: RST
      0x8: PSH
      0x10: ACK
      0x20: URG
    doc: TCP flags that must be set among those looked at.
  - id: invflags
    -orig-id: invflags
    type: u1
    -flags:
      0x1: SRCPT
      0x2: DSTPT
      0x4: FLAGS
      0x8: OPTION
    doc: Which of the tests are inverted.
