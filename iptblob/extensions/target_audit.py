"""Target AUDIT: type of the record (libxt_AUDIT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context
from iptblob.extensions.constraints import Constraints, at_most
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, named, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_audit_0 import TargetAudit0
from iptblob.terms import Carries

TYPES = {0: " --type accept", 1: " --type drop", 2: " --type reject"}


def words(target: TargetAudit0, _: Context) -> str:
    """An unknown type prints nothing."""
    return TYPES.get(target.type, "")


OPTIONS = Options((
    RuleOption("--type", put(type=lambda text: named(text, {one: name.split()[1] for one, name in TYPES.items()})),
               required=True),
))  # fmt: skip

EXTENSION = Extension(
    "target",
    "AUDIT",
    "net/netfilter/xt_AUDIT.c",
    with_arp(
        {
            0: Revision(
                TargetAudit0,
                words=words,
                options=OPTIONS,
                meaning=FIELDS,
                constraints=Constraints(at_most("type", 2, "ERANGE"), "type at most 2", "audit_tg_check"),
                unspec=True,
                effect=Carries("writes an audit record"),
            ),
        }
    ),
    holds=holds("type"),
)
