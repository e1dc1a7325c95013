"""Layout of target_tee_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "46192e4235ff499866ca1bcc64caf140c011d784078c5fa563ada9ae44fed4a4"


class TargetTee0(NamedTuple):
    """TEE target, revision 0 (struct xt_tee_tginfo of xtables-addons)"""

    gw: bytes


LP64 = L('target_tee_0', 16, TargetTee0, (
    F('gw', 'gw', 0, 16, 'raw', 16, doc='Gateway; an IPv4 address fills the first four bytes.'),
))

I386 = LP64

ILP32 = LP64
