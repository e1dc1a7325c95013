"""Layout of xt_get_entries, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "9f1d334851cf73d470d131cf7a3735dddf858a9cb5eb10faae91a448eff6859d"


class XtGetEntries(NamedTuple):
    """Reply to *_SO_GET_ENTRIES (struct ipt_get_entries, ip6t_get_entries, arpt_get_entries)"""

    name: bytes
    size: int


LP64 = L('xt_get_entries', 40, XtGetEntries, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table that was asked for.'),
    F('size', 'size', 32, 4, 'u', 4, doc='Bytes of entries that follow.'),
    F('pad_entries', '', 36, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the first entry; none on i386.'),
))

I386 = L('xt_get_entries', 36, XtGetEntries, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the table that was asked for.'),
    F('size', 'size', 32, 4, 'u', 4, doc='Bytes of entries that follow.'),
))

ILP32 = LP64
