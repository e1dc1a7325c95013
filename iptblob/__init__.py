"""Offline forensics and diff toolkit for the binary tables of legacy iptables.

``iptblob.open(path)`` gives tables, chains and rules as objects; see ``iptblob.api``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iptblob.version import __version__

if TYPE_CHECKING:
    from iptblob.api import (
        Address,
        Built,
        Chain,
        Changes,
        Fleet,
        Interface,
        Jump,
        Match,
        Protocol,
        Rule,
        Rules,
        Snapshot,
        Table,
        Target,
        build,
        open,
        page,
    )
    from iptblob.errors import IptblobError, ReadError, UsageError
    from iptblob.escape import visible

_API = (
    "Address", "Built", "Chain", "Changes", "Converted", "Fleet", "Interface", "Jump", "Match", "Protocol", "Rule",
    "Rules", "Snapshot", "Table", "Target", "build", "open", "page", "visible",
)  # fmt: skip
_ERRORS = ("IptblobError", "ReadError", "UsageError")

__all__ = [
    "Address", "Built", "Chain", "Changes", "Converted", "Fleet", "Interface", "IptblobError", "Jump", "Match",
    "Protocol", "ReadError", "Rule", "Rules", "Snapshot", "Table", "Target", "UsageError", "__version__", "build",
    "open", "page", "visible",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Loads what programs use when they first use it: the command line must start without."""
    if name not in _API and name not in _ERRORS:
        raise AttributeError(f"module 'iptblob' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module("iptblob.api" if name in _API else "iptblob.errors"), name)
