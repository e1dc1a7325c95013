meta:
  id: ifinfomsg
  title: What begins a message about a link (struct ifinfomsg)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Behind nlmsghdr of RTM_NEWLINK; attributes follow.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/rtnetlink.h struct ifinfomsg
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
    -orig-id: ifi_family
    type: u1
    doc: 'AF_UNSPEC, or the family that the attributes are of.'
  - id: pad
    -orig-id: __ifi_pad
    type: u1
    -role: padding
    doc: 'Padding.'
  - id: hardware
    -orig-id: ifi_type
    type: u2
    doc: 'ARPHRD number.'
  - id: number
    -orig-id: ifi_index
    type: s4
    doc: 'Index of the link.'
  - id: flags
    -orig-id: ifi_flags
    type: u4
    doc: 'IFF flags.'
  - id: changed
    -orig-id: ifi_change
    type: u4
    doc: 'Which flags changed; 0 in a dump.'
