"""What of an opened file was not read, or only partly, as entries of the account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iptblob.backends import unread_rules
from iptblob.errors import IptblobError
from iptblob.escape import Untrusted
from iptblob.reading.detect import Detected
from iptblob.reading.evidence import ENTRIES
from iptblob.unread import Unread

ANY = "*"  # every family and table of a network namespace


def unread_of(error: IptblobError, file: str = "") -> Unread:
    """An error about a file or a part of it; where it names none, it is about ``file``."""
    why = f"{error.message} ({error.hint})" if error.hint else error.message
    return Unread(error.table or "", error.file or file, why, start=error.offset)


def damage_of(reading: Detected, file: str) -> Iterator[Unread]:
    """What of a table is missing or does not fit together. Bytes count from the start of its buffer."""
    table = reading.table
    what = table.member or table.label
    for misfit in reading.misfit[: len(reading.misfit) - len(reading.doubts)]:
        yield Unread(what, file, misfit)
    if table.walk.stopped_at is not None:
        at = table.walk.stopped_at
        yield Unread(what, file, table.walk.reason or "not read on", start=table.base + at, size=len(table.data) - at)
    if table.records.broken:
        first, reason = min(table.records.broken.values())
        more = len(table.records.broken) - 1
        told = f"{reason}; so it is with {more} more" if more else reason
        yield Unread(what, file, told, start=table.base + first)


def unchained(reading: Detected, file: str) -> Iterator[Unread]:
    """Rules of chains that cannot be named: a GET_ENTRIES reply alone does not say where the built-in ones are."""
    table = reading.table
    if reading.kind != ENTRIES or table.hooks or not len(table):
        return
    first = min((chain.head for chain in table.chains if chain.head is not None), default=len(table) - 1)
    if first > 0:
        why = f"its first {first} entries are left out: without a GET_INFO reply nobody knows the built-in chains"
        yield Unread(table.member or table.label, file, why, start=table.base)


def nftables_unread(manifest: Mapping[str, Any] | None, file: str, netns: str | None = None) -> Iterator[Unread]:
    """Rules of nf_tables in a snapshot, for commands that read legacy tables only."""
    for rules in unread_rules(manifest, netns):
        yield Unread(rules.what, file, f"NOT READ: {rules.why} ({rules.where})", netns=rules.netns)


def not_captured(manifest: Mapping[str, Any]) -> list[tuple[tuple[str, str, str], tuple[str, str]]]:
    """((network namespace, family, table), (what, why)) of what the manifest says could not be captured, family and
    table ``ANY`` where it is a whole network namespace."""
    found: list[tuple[tuple[str, str, str], tuple[str, str]]] = []
    for record in _records(manifest.get("failed")):
        netns, family, table = (Untrusted.of(str(record.get(key))).shown for key in ("netns", "family", "table"))
        found.append(((netns, family, table), (f"{netns}/{family}/{table}", f"not captured: {record.get('error')}")))
    for space in _records(manifest.get("netns")):
        if space.get("status") == "failed":
            label = Untrusted.of(str(space.get("label"))).shown
            found.append(((label, ANY, ANY), (label, f"not captured: {space.get('error')}")))
    return found


def _records(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
