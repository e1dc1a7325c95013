meta:
  id: nlattr
  title: Head of an attribute (struct nlattr)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  The value follows; the next attribute begins at the length rounded up to 4 bytes.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netlink.h struct nlattr
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
    -orig-id: nla_len
    type: u2
    doc: 'Bytes of this attribute, head included, padding not.'
  - id: kind
    -orig-id: nla_type
    type: u2
    doc: 'Type in the lower 14 bits. 0x8000: attributes are nested in it. 0x4000: the value is in network order.'
