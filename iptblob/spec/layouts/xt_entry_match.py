"""Layout of xt_entry_match, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "273027708ee816fbc7af42cfba72b788ecc11e93170bc1254e2786154720a528"


class XtEntryMatch(NamedTuple):
    """One match of an entry (struct xt_entry_match)"""

    match_size: int
    name: bytes
    revision: int


LP64 = L('xt_entry_match', 32, XtEntryMatch, (
    F('match_size', 'u.user.match_size', 0, 2, 'u', 2, doc='Bytes of this record, header included.'),
    F('name', 'u.user.name', 2, 29, 'strz', 29, doc='Name of the match.'),
    F('revision', 'u.user.revision', 31, 1, 'u', 1, doc='Revision of the extension, which decides the layout of the payload.'),
))

I386 = LP64

ILP32 = LP64
