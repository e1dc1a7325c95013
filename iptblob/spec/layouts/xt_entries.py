"""Layout of xt_entries, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8da32859842ccbe6b2c876fbd45c077a83c38a19407f530dbc2e2c16875a74f5"


class XtEntries(NamedTuple):
    """The entries of a table, one after another"""



LP64 = L('xt_entries', 0, XtEntries, (
))

I386 = LP64

ILP32 = LP64
