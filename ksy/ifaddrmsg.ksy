meta:
  id: ifaddrmsg
  title: What begins a message about an address (struct ifaddrmsg)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Behind nlmsghdr of RTM_NEWADDR; attributes follow.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/if_addr.h struct ifaddrmsg
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
    -orig-id: ifa_family
    type: u1
    doc: 'AF_INET or AF_INET6.'
  - id: prefix_len
    -orig-id: ifa_prefixlen
    type: u1
    doc: 'Bits of the prefix.'
  - id: flags
    -orig-id: ifa_flags
    type: u1
    doc: 'IFA_F flags as far as they fit.'
  - id: scope
    -orig-id: ifa_scope
    type: u1
    doc: 'RT_SCOPE number.'
  - id: link
    -orig-id: ifa_index
    type: u4
    doc: 'Index of the link.'
