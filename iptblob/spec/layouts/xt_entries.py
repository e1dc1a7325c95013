"""Layout of xt_entries, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5ed9fb4aa30bb0f8e0850498e2a80e27346b31ca314a2117c8b97279f9ddf5e5"


class XtEntries(NamedTuple):
    """The entries of a table, one after another"""



LP64 = L('xt_entries', 0, XtEntries, (
))

I386 = LP64

ILP32 = LP64
