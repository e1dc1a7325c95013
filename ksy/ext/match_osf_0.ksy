meta:
  id: match_osf_0
  title: Passive OS fingerprint match, revision 0 (struct nf_osf_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: match
    name: 'osf'
    revision: 0
    families: [ipv4]
    struct: nf_osf_info
    header: linux/netfilter/nfnetlink_osf.h
doc: |
  Operating system of the sender, guessed from its TCP SYN.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nfnetlink_osf.h struct nf_osf_info
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
  - id: genre
    -orig-id: genre
    size: 32
    terminator: 0
    doc: Name of the system.
  - id: len_genre
    -orig-id: len
    type: u4
    doc: Length of the name.
  - id: flags
    -orig-id: flags
    type: u4
    -flags:
      0x1: GENRE
      0x2: TTL
      0x4: LOG
      0x8: INVERT
    doc: What else is asked for.
  - id: loglevel
    -orig-id: loglevel
    type: u4
    enum: log_modes
    doc: Which fingerprints are logged.
  - id: ttl
    -orig-id: ttl
    type: u4
    enum: ttl_modes
    doc: How the TTL is compared.
enums:
  log_modes:
    0: all
    1: first
    2: all_known
  ttl_modes:
    0: exact
    1: less
    2: nocheck
