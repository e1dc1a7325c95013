"""Which iptables the captured host had, and so how its rules read there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from iptblob.extensions.base import DEBIAN_12_IPTABLES, NEWEST_IPTABLES

Version = tuple[int, int, int]
# The tables that are printed are those of the legacy back-end: its own program first.
_PROGRAMS = ("iptables-legacy", "iptables")
_NFT_PROGRAMS = ("iptables-nft", "iptables")


def installed_version(manifest: Mapping[str, Any] | None, *, nft: bool = False) -> Version | None:
    """Version of iptables (``nft``: of iptables-nft) as the snapshot says it, or None where it does not."""
    tools = (manifest or {}).get("tools")
    for name in _NFT_PROGRAMS if nft else _PROGRAMS:
        record = tools.get(name) if isinstance(tools, dict) else None
        said = record.get("version") if isinstance(record, dict) else None
        found = re.fullmatch(r"(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:\.\d+)*", said) if isinstance(said, str) else None
        if found:
            return int(found[1]), int(found[2]), int(found[3] or 0)
    return None


def version_of(
    manifest: Mapping[str, Any] | None, warn: Callable[[str], None] = lambda _: None, *, nft: bool = False
) -> Version:
    """The version to print as: the host's, within what is known here (told where it is not), else Debian 12's."""
    found = installed_version(manifest, nft=nft)
    if found is None:
        return DEBIAN_12_IPTABLES
    nearest = min(max(found, DEBIAN_12_IPTABLES), NEWEST_IPTABLES)
    if nearest != found:
        old, known = (".".join(map(str, one)) for one in (found, nearest))
        warn(f"the host has iptables {old}, whose text is not known here: printed as {known} does")
    return nearest
