"""Layout of table_blob, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e457b7c1b40bec4d1b0cfa91b90f5c50986b14287c8054ec9a9d242ddc248bb8"


class TableBlob(NamedTuple):
    """A stored table (.blob): GET_INFO reply, then GET_ENTRIES reply"""



LP64 = L('table_blob', 0, TableBlob, (
))

I386 = LP64

ILP32 = LP64
