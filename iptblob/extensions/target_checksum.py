"""Target CHECKSUM (libxt_CHECKSUM.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_checksum_0 import TargetChecksum0
from iptblob.terms import Carries

FILL = 0x01


def words(target: TargetChecksum0, _: Context) -> str:
    return " --checksum-fill" if target.operation & FILL else ""


def check(x: Subject) -> Sequence[Issue]:
    """checksum_tg_check."""
    return FINE if x.row.operation == 1 else bad("operation", f"operation is {x.row.operation:#x}, the only one is 1")


OPTIONS = Options((RuleOption("--checksum-fill", put(operation=FILL), words=0, required=True),))

EXTENSION = Extension(
    "target",
    "CHECKSUM",
    "net/netfilter/xt_CHECKSUM.c",
    {
        0: Revision(
            TargetChecksum0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=PER_FAMILY,
            constraints=Constraints(check, "operation 1", "checksum_tg_check", table="mangle"),
            effect=Carries("fills in the checksum"),
        ),
    },
    holds=holds("operation"),
)
