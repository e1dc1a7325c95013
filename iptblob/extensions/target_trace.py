"""Target TRACE, which has no options (libxt_TRACE.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import PER_FAMILY, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_trace_0 import TargetTrace0
from iptblob.terms import Carries


def words(_: Any, __: Context) -> str:
    return ""


OPTIONS = Options()

EXTENSION = Extension(
    "target",
    "TRACE",
    "net/netfilter/xt_TRACE.c",
    {
        0: Revision(
            TargetTrace0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=PER_FAMILY,
            constraints=Constraints(table="raw"),
            effect=Carries("marks the packet for tracing"),
        ),
    },
    nft_setting=True,  # meta nftrace: add_target, iptables/nft.c 1.8.9
    holds=holds(),
)
