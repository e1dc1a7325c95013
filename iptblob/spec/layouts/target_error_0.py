"""Layout of target_error_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "677fa105c43700474f8660c08e8b935b7a96c6f9e476a7d9d420906b0dc93725"


class TargetError0(NamedTuple):
    """ERROR target (struct xt_error_target)"""

    errorname: bytes


LP64 = L('target_error_0', 30, TargetError0, (
    F('errorname', 'errorname', 0, 30, 'strz', 30, doc='Name of the chain that begins here.'),
))

I386 = LP64

ILP32 = LP64
