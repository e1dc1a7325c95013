"""Target NOTRACK, which has no options (libxt_CT.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import PER_FAMILY, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.record import Extension, Revision
from iptblob.extensions.target_ct import NOTRACK
from iptblob.spec.layouts.target_notrack_0 import TargetNotrack0
from iptblob.terms import Untracks


def words(_: Any, __: Context) -> str:
    return ""


def sense(_: TargetNotrack0, __: PayloadContext) -> object:
    return NOTRACK


EXTENSION = Extension(
    "target",
    "NOTRACK",
    "net/netfilter/xt_CT.c",
    {
        0: Revision(
            TargetNotrack0,
            words=words,
            meaning=Sense(sense),
            unspec=PER_FAMILY,
            constraints=Constraints(table="raw"),
            effect=Untracks(),
        ),
    },
    same_as="CT",
    holds=holds(),
)
