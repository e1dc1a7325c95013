"""Layout of target_led_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "05cbfae51aa37aa62db48c845d1d6fb16611006a649b10b0c47fc3ae7de984fb"


class TargetLed0(NamedTuple):
    """LED target (struct xt_led_info)"""

    trigger: bytes
    always_blink: int
    delay: int
    internal_data: bytes


LP64 = L('target_led_0', 40, TargetLed0, (
    F('trigger', 'id', 0, 27, 'strz', 27, doc='Name of the LED trigger, which begins with netfilter-.'),
    F('always_blink', 'always_blink', 27, 1, 'u', 1, doc='Whether it blinks even when the light is on already.'),
    F('delay', 'delay', 28, 4, 'u', 4, doc='Milliseconds until the light goes out, 0xffffffff for never.'),
    F('internal_data', 'internal_data', 32, 8, 'raw', 8, role='kernel', doc='Pointer to the trigger in the kernel, aligned to 8 bytes on every machine.'),
))

I386 = L('target_led_0', 40, TargetLed0, (
    F('trigger', 'id', 0, 27, 'strz', 27, doc='Name of the LED trigger, which begins with netfilter-.'),
    F('always_blink', 'always_blink', 27, 1, 'u', 1, doc='Whether it blinks even when the light is on already.'),
    F('delay', 'delay', 28, 4, 'u', 4, doc='Milliseconds until the light goes out, 0xffffffff for never.'),
    F('internal_data', 'internal_data', 32, 4, 'raw', 4, role='kernel', doc='Pointer to the trigger in the kernel, aligned to 8 bytes on every machine.'),
    F('pad_end', '', 36, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
))

ILP32 = I386
