meta:
  id: target_led_0
  title: LED target (struct xt_led_info)
  license: MIT
  ks-version: '0.11'
  endian:
    switch-on: is_be
    cases:
      true: be
      false: le
  -xt:
    kind: target
    name: 'LED'
    revision: 0
    families: [ipv4, ipv6, arp]
    struct: xt_led_info
    header: linux/netfilter/xt_LED.h
doc: |
  Lets a light of the machine blink.
doc-ref: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_LED.h struct xt_led_info
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
  - id: trigger
    -orig-id: id
    size: 27
    terminator: 0
    doc: Name of the LED trigger, which begins with netfilter-.
  - id: always_blink
    -orig-id: always_blink
    type: u1
    doc: Whether it blinks even when the light is on already.
  - id: delay
    -orig-id: delay
    type: u4
    doc: Milliseconds until the light goes out, 0xffffffff for never.
  - id: internal_data
    -orig-id: internal_data
    size: len_long
    -role: kernel
    doc: Pointer to the trigger in the kernel, aligned to 8 bytes on every machine.
  - id: pad_end
    size: 8 - len_long
    -role: padding
    doc: Padding to the alignment of the pointer.
