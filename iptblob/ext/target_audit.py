"""Target AUDIT: type of the record (libxt_AUDIT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_audit_0 import TargetAudit0

TYPES = {0: " --type accept", 1: " --type drop", 2: " --type reject"}


def words(target: TargetAudit0, _: Context) -> str:
    """An unknown type prints nothing."""
    return TYPES.get(target.type, "")


EXTENSION = Extension("target", "AUDIT", {0: words, (0, "arp"): trailing(words)})
