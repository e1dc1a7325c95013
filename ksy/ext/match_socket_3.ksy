meta:
  id: match_socket_3
  title: Socket match, revision 3 (struct xt_socket_mtinfo3)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'socket'
    revision: 3
    families: [ipv4, ipv6]
    struct: xt_socket_mtinfo3
    header: linux/netfilter/xt_socket.h
doc: |
  Whether a socket waits for the packet.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_socket.h struct xt_socket_mtinfo3
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
  - id: flags
    -orig-id: flags
    type: u1
    -flags:
      0x1: TRANSPARENT
      0x2: NOWILDCARD
      0x4: RESTORESKMARK
    doc: Which sockets are meant, and whether the mark of the socket is given to the packet (RESTORESKMARK).
