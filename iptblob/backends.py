"""What a snapshot says of nf_tables on its host: rules there decide too, and a legacy table does not show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

YES, UNKNOWN = "yes", "unknown"


class UnreadRules(NamedTuple):
    """Something that was given and not read: ``what``, ``where`` (member or folder of members), ``why``; ``netns``."""

    what: str
    where: str
    why: str
    netns: str

    def __str__(self) -> str:
        return f"{self.netns}: {self.what}: NOT READ: {self.why} ({self.where})"


def nftables_of(manifest: Mapping[str, Any] | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(network namespace, record about nf_tables) as far as the manifest tells."""
    backends = (manifest or {}).get("backends")
    for label, backend in (backends.items() if isinstance(backends, dict) else ()):
        record = backend.get("nftables") if isinstance(backend, dict) else None
        if isinstance(record, dict):
            yield str(label), record


def unread_rules(manifest: Mapping[str, Any] | None, netns: str | None = None) -> tuple[UnreadRules, ...]:
    """Rules of nf_tables in a snapshot, for commands that read legacy tables only."""
    found = []
    for label, record in nftables_of(manifest):
        if record.get("rules") == YES and netns in (None, label):
            rules, tables = _many(record.get("num_rules"), "rule"), _many(record.get("tables"), "table")
            what = f"{rules} of nf_tables in {tables}"
            why = "they filter too and are not in what is said here, which is of the legacy tables alone"
            found.append(UnreadRules(what, _place(manifest, label, record), why, label))
    return tuple(found)


def doubts(manifest: Mapping[str, Any] | None, netns: str | None = None) -> list[str]:
    """One line for each namespace of which it is not known whether nf_tables filters there."""
    return [
        f"{label}: whether nf_tables filters here too is unknown: {record.get('reason')}"
        for label, record in nftables_of(manifest)
        if record.get("rules") == UNKNOWN and netns in (None, label)
    ]


def _many(count: object, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _place(manifest: Mapping[str, Any] | None, label: str, record: Mapping[str, Any]) -> str:
    netlink = (manifest or {}).get("netlink")
    space = netlink.get(label) if isinstance(netlink, dict) else None
    nft = space.get("nft") if isinstance(space, dict) else None
    if isinstance(nft, dict) and nft.get("dumps"):
        return f"{label}/nft"
    return str(record.get("member") or "not saved")
