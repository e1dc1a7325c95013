meta:
  id: match_state_0
  title: Connection state match, revision 0 (struct xt_state_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'state'
    revision: 0
    families: [ipv4, ipv6]
    struct: xt_state_info
    header: linux/netfilter/xt_state.h
doc: |
  State of the connection a packet belongs to. Newer iptables sends -m state as match conntrack.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_state.h struct xt_state_info
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
  - id: statemask
    -orig-id: statemask
    type: u4
    -flags:
      0x1: INVALID
      0x2: ESTABLISHED
      0x4: RELATED
      0x8: NEW
      0x40: UNTRACKED
    doc: States that match.
