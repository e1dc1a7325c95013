"""What a check is: by id, structural checks and extensions' own alike."""

from __future__ import annotations

from iptblob.check import extensions
from iptblob.check.catalogue import CHECKS, RULE_REFUSED
from iptblob.errors import UsageError
from iptblob.misleading import text as misleading
from iptblob.model import Check


def every_check() -> dict[str, Check]:
    """All checks by id, in the kernel's order."""
    extra = dict(sorted(extensions.checks().items()))
    return {RULE_REFUSED.id: RULE_REFUSED, **CHECKS, **extra, **misleading.TEXT_CHECKS}


def check_of(name: str) -> Check:
    """The check called ``name``; UsageError where there is none."""
    found = CHECKS.get(name) or extensions.checks().get(name) or misleading.TEXT_CHECKS.get(name)
    if name == RULE_REFUSED.id:
        return RULE_REFUSED
    if found is None:
        raise UsageError(f"no check has the id {name!r}", hint="--explain list names them all")
    return found
