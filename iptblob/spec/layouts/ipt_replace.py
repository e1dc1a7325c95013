"""Layout of ipt_replace, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "044c5f6748f365e39ea9a9aca3af72d093b6561192d2f4c7daabb296e8f4805c"


class IptReplace(NamedTuple):
    """Payload of *_SO_SET_REPLACE (struct ipt_replace, ip6t_replace)"""

    name: bytes
    valid_hooks: int
    num_entries: int
    size: int
    hook_entry: list[int]
    underflow: list[int]
    num_counters: int
    counters: bytes


LP64 = L('ipt_replace', 96, IptReplace, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('num_entries', 'num_entries', 36, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 40, 4, 'u', 4, doc='Bytes taken by all entries.'),
    F('hook_entry', 'hook_entry', 44, 20, 'u', 4, count=5, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 64, 20, 'u', 4, count=5, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_counters', 'num_counters', 84, 4, 'u', 4, doc='Number of entries in the table that is replaced.'),
    F('counters', 'counters', 88, 8, 'raw', 8, role='kernel', doc='Address in the memory of the caller; zero in a stored payload.'),
))

I386 = L('ipt_replace', 92, IptReplace, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('num_entries', 'num_entries', 36, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 40, 4, 'u', 4, doc='Bytes taken by all entries.'),
    F('hook_entry', 'hook_entry', 44, 20, 'u', 4, count=5, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 64, 20, 'u', 4, count=5, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_counters', 'num_counters', 84, 4, 'u', 4, doc='Number of entries in the table that is replaced.'),
    F('counters', 'counters', 88, 4, 'raw', 4, role='kernel', doc='Address in the memory of the caller; zero in a stored payload.'),
))

ILP32 = L('ipt_replace', 96, IptReplace, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('num_entries', 'num_entries', 36, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 40, 4, 'u', 4, doc='Bytes taken by all entries.'),
    F('hook_entry', 'hook_entry', 44, 20, 'u', 4, count=5, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 64, 20, 'u', 4, count=5, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_counters', 'num_counters', 84, 4, 'u', 4, doc='Number of entries in the table that is replaced.'),
    F('counters', 'counters', 88, 4, 'raw', 4, role='kernel', doc='Address in the memory of the caller; zero in a stored payload.'),
    F('pad_entries', '', 92, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the entries, where a pointer is narrower than that.'),
))
