"""Layout of table_blob, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f1174cd553911934ed920e72873b909a858cb15e754ab695bdfadcd0d62fe444"


class TableBlob(NamedTuple):
    """A stored table (.blob): GET_INFO reply, then GET_ENTRIES reply"""



LP64 = L('table_blob', 0, TableBlob, (
))

I386 = LP64

ILP32 = LP64
