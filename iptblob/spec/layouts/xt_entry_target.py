"""Layout of xt_entry_target, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "4afff7254622329dd85208499a16f15cad2dfa512b70ee2ae882f0ea64cda8d8"


class XtEntryTarget(NamedTuple):
    """One target of an entry (struct xt_entry_target)"""

    target_size: int
    name: bytes
    revision: int


LP64 = L('xt_entry_target', 32, XtEntryTarget, (
    F('target_size', 'u.user.target_size', 0, 2, 'u', 2, doc='Bytes of this record, header included.'),
    F('name', 'u.user.name', 2, 29, 'strz', 29, doc='Name of the target.'),
    F('revision', 'u.user.revision', 31, 1, 'u', 1, doc='Revision of the extension, which decides the layout of the payload.'),
))

I386 = LP64

ILP32 = LP64
