meta:
  id: rtmsg
  title: What begins a message about a route (struct rtmsg)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Behind nlmsghdr of RTM_NEWROUTE; attributes follow.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/rtnetlink.h struct rtmsg
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
  - id: family
    -orig-id: rtm_family
    type: u1
    doc: 'AF_INET or AF_INET6.'
  - id: dst_len
    -orig-id: rtm_dst_len
    type: u1
    doc: 'Bits of the destination prefix.'
  - id: src_len
    -orig-id: rtm_src_len
    type: u1
    doc: 'Bits of the source prefix.'
  - id: tos
    -orig-id: rtm_tos
    type: u1
    doc: 'Type of service.'
  - id: table
    -orig-id: rtm_table
    type: u1
    doc: 'Routing table as far as it fits.'
  - id: protocol
    -orig-id: rtm_protocol
    type: u1
    doc: 'RTPROT number: who made it.'
  - id: scope
    -orig-id: rtm_scope
    type: u1
    doc: 'RT_SCOPE number.'
  - id: kind
    -orig-id: rtm_type
    type: u1
    doc: 'RTN number: unicast, local, broadcast and so on.'
  - id: flags
    -orig-id: rtm_flags
    type: u4
    doc: 'RTM_F and RTNH_F flags.'
