meta:
  id: xt_entry_target
  title: One target of an entry (struct xt_entry_target)
  license: MIT
  ks-version: '0.11'
  imports:
    - target_payload
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
doc: |
  Size, name and revision of a target, then its payload. Of the name, the kernel writes only the bytes up to the terminator.
  The empty name is the standard target.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h struct xt_entry_target
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
  - id: family
    type: u1
    doc: NFPROTO number of the family; some extensions have another struct in each.
seq:
  - id: target_size
    -orig-id: u.user.target_size
    type: u2
    valid:
      min: 32
    doc: Bytes of this record, header included.
  - id: name
    -orig-id: u.user.name
    size: 29
    terminator: 0
    doc: Name of the target.
  - id: revision
    -orig-id: u.user.revision
    type: u1
    doc: Revision of the extension, which decides the layout of the payload.
  - id: data
    -orig-id: data
    size: target_size - 32
    type: target_data(is_be, len_long, align_u64, key)
    -variable: true
    doc: The payload, in a stream of its own.
  - id: spare
    size-eos: true
    -role: padding
    -variable: true
    doc: Bytes between the end of the target and the next entry; the kernel does not write them.
instances:
  key:
    value: name.to_s("ISO-8859-1") + "." + revision.to_s + "." + family.to_s
    doc: Name, revision and family, by which the payload's type is chosen.
types:
  target_data:
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
      - id: key
        type: str
        doc: Name, revision and NFPROTO number of the family, with dots between.
    seq:
      - id: raw
        size-eos: true
        doc: The payload as bytes, whatever it is.
    instances:
      payload:
        pos: 0
        size-eos: true
        type: target_payload(is_be, len_long, align_u64, key)
        doc: The payload, as the extension understands it. Read when asked for, so that a damaged one harms no other.
