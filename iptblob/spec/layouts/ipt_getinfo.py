"""Layout of ipt_getinfo, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d61fcb4d1046202f6c3a638492636045f5c6939b76fa0d6b16259afedf4154f3"


class IptGetinfo(NamedTuple):
    """Reply to *_SO_GET_INFO (struct ipt_getinfo, ip6t_getinfo)"""

    name: bytes
    valid_hooks: int
    hook_entry: list[int]
    underflow: list[int]
    num_entries: int
    size: int


LP64 = L('ipt_getinfo', 84, IptGetinfo, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table. The kernel leaves it as the caller sent it.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('hook_entry', 'hook_entry', 36, 20, 'u', 4, count=5, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 56, 20, 'u', 4, count=5, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_entries', 'num_entries', 76, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 80, 4, 'u', 4, doc='Bytes taken by all entries.'),
))

I386 = LP64

ILP32 = LP64
