"""Which revisions of which extensions the host's kernel knew, by family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iptblob.escape import visible

_FAMILIES = ("ipv4", "ipv6", "arp")
_KINDS = ("matches", "targets")
_NOT_ASKED = "the kernel answers no question about arp matches: names only"


def extensions_text(known: Mapping[str, Any]) -> Iterator[str]:
    """Lines: family, kind, and each name with its revisions."""
    for family in _FAMILIES:
        for kind in _KINDS:
            told = _dict(_dict(known.get(family)).get(kind))
            revisions = _dict(told.get("revisions"))
            source = "" if told.get("source") == "proc" else f" (asked by name: {visible(str(told.get('source')))})"
            yield f"{family} {kind}{source}: {len(revisions)}"
            if (family, kind) == ("arp", "matches"):
                yield f"  {_NOT_ASKED}"
            for name, numbers in sorted(revisions.items()):
                shown = ", ".join(map(str, numbers)) if isinstance(numbers, list) and numbers else "not told"
                yield f"  {visible(name):<16} {shown}"


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
