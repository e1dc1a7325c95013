meta:
  id: nlmsghdr
  title: Head of every netlink message (struct nlmsghdr)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  What follows depends on the type; the next message begins at the length rounded up to 4 bytes.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netlink.h struct nlmsghdr
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
  - id: size
    -orig-id: nlmsg_len
    type: u4
    doc: 'Bytes of this message, head included.'
  - id: kind
    -orig-id: nlmsg_type
    type: u2
    doc: 'What the message is: below 16 of netlink itself, else of the protocol; in nfnetlink the upper byte is the subsystem.'
  - id: flags
    -orig-id: nlmsg_flags
    type: u2
    doc: 'NLM_F_MULTI 0x2: one of several. NLM_F_DUMP_INTR 0x10: what is dumped changed meanwhile.'
  - id: sequence
    -orig-id: nlmsg_seq
    type: u4
    doc: 'Number of the request, which its answers repeat.'
  - id: port
    -orig-id: nlmsg_pid
    type: u4
    doc: 'Port of the socket that asked.'
