"""Layout of arpt_replace, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "cc8f03423a68dcc96fa077b0bbe7a7d53b50bf0dfb6e14c63c945264700798f4"


class ArptReplace(NamedTuple):
    """Payload of *_SO_SET_REPLACE (struct arpt_replace)"""

    name: bytes
    valid_hooks: int
    num_entries: int
    size: int
    hook_entry: list[int]
    underflow: list[int]
    num_counters: int
    counters: bytes


LP64 = L('arpt_replace', 80, ArptReplace, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('num_entries', 'num_entries', 36, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 40, 4, 'u', 4, doc='Bytes taken by all entries.'),
    F('hook_entry', 'hook_entry', 44, 12, 'u', 4, count=3, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 56, 12, 'u', 4, count=3, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_counters', 'num_counters', 68, 4, 'u', 4, doc='Number of entries in the table that is replaced.'),
    F('counters', 'counters', 72, 8, 'raw', 8, role='kernel', doc='Address in the memory of the caller; zero in a stored payload.'),
))

I386 = L('arpt_replace', 76, ArptReplace, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('num_entries', 'num_entries', 36, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 40, 4, 'u', 4, doc='Bytes taken by all entries.'),
    F('hook_entry', 'hook_entry', 44, 12, 'u', 4, count=3, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 56, 12, 'u', 4, count=3, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_counters', 'num_counters', 68, 4, 'u', 4, doc='Number of entries in the table that is replaced.'),
    F('counters', 'counters', 72, 4, 'raw', 4, role='kernel', doc='Address in the memory of the caller; zero in a stored payload.'),
))

ILP32 = L('arpt_replace', 80, ArptReplace, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table.'),
    F('valid_hooks', 'valid_hooks', 32, 4, 'u', 4, doc='Bit n is set when hook n exists in this table.'),
    F('num_entries', 'num_entries', 36, 4, 'u', 4, doc='Number of entries.'),
    F('size', 'size', 40, 4, 'u', 4, doc='Bytes taken by all entries.'),
    F('hook_entry', 'hook_entry', 44, 12, 'u', 4, count=3, doc='Offset of the entry where each hook begins.'),
    F('underflow', 'underflow', 56, 12, 'u', 4, count=3, doc='Offset of the entry that holds the policy of each hook.'),
    F('num_counters', 'num_counters', 68, 4, 'u', 4, doc='Number of entries in the table that is replaced.'),
    F('counters', 'counters', 72, 4, 'raw', 4, role='kernel', doc='Address in the memory of the caller; zero in a stored payload.'),
    F('pad_entries', '', 76, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the entries, where a pointer is narrower than that.'),
))
