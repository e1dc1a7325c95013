"""Layout of xt_get_revision, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6874236ec364bad415876cfe8f2156d17c1a76f39f3e358fb175080a0b1a804a"


class XtGetRevision(NamedTuple):
    """Argument of *_SO_GET_REVISION_MATCH and _TARGET (struct xt_get_revision)"""

    name: bytes
    revision: int


LP64 = L('xt_get_revision', 30, XtGetRevision, (
    F('name', 'name', 0, 29, 'strz', 29, doc='Name of the match or target.'),
    F('revision', 'revision', 29, 1, 'u', 1, doc='Revision asked for.'),
))

I386 = LP64

ILP32 = LP64
