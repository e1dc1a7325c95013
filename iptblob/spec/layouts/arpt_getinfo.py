"""Layout of arpt_getinfo, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b74d7249af2e0d64ba0da603c42b42ad2292c89312bdc8da9960a32e16952d68"


class ArptGetinfo(NamedTuple):
    """Reply to *_SO_GET_INFO (struct arpt_getinfo)"""

    name: bytes
    valid_hooks: int
    hook_entry: list[int]
    underflow: list[int]
    num_entries: int
    size: int


LP64 = L('arpt_getinfo', 68, ArptGetinfo, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table. The kernel leaves it as the caller sent it.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('hook_entry', 'hook_entry', 36, 12, 'u', 4, count=3, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 48, 12, 'u', 4, count=3, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_entries', 'num_entries', 60, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 64, 4, 'u', 4, doc='Bytes taken by all entries.'),
))

I386 = LP64

ILP32 = LP64
