"""What ipsets hold: a blob names a set by number, so equal bytes may let other addresses through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from iptblob import extensions
from iptblob.abi import Abi
from iptblob.diff.listing import Listing
from iptblob.diff.script import Compared, same_rules
from iptblob.escape import Untrusted
from iptblob.extensions.record import Revision
from iptblob.spec import columns
from iptblob.spec.layout import Layout
from iptblob.table import Table

MAX_SHOWN = 1_000  # members told per set and side


@dataclass(frozen=True, slots=True)
class SetContents:
    """One set as ``ipset save`` prints it: its type with options, and its members."""

    kind: str
    members: frozenset[str]


def parse_sets(text: str) -> dict[str, SetContents]:
    """Sets by name from ``ipset save`` output. Counters and timeouts of members are left out: they run."""
    kinds: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    for line in text.splitlines():
        words = line.split(" ")
        if words[0] == "create" and len(words) > 2:
            kinds[words[1]] = " ".join(words[2:])
            members.setdefault(words[1], set())
        elif words[0] == "add" and len(words) > 2 and words[1] in kinds:
            members[words[1]].add(_without_running(words[2:]))
    return {name: SetContents(kind, frozenset(members[name])) for name, kind in kinds.items()}


def _without_running(words: Sequence[str]) -> str:
    kept, skip = [], False
    for word in words:
        if skip or word in ("packets", "bytes", "timeout"):
            skip = not skip
            continue
        kept.append(word)
    return " ".join(kept)


def sets_of(data: bytes, file: str, manifest: Mapping[str, Any] | None) -> dict[Untrusted, dict[str, SetContents]]:
    """Sets by network namespace, as far as the snapshot ``data`` holds them as text; IptblobError where it does not
    give what its manifest names."""
    records = (manifest or {}).get("ipsets")
    found: dict[Untrusted, dict[str, SetContents]] = {}
    if not isinstance(records, Mapping):
        return found
    members = {
        netns: record["member"]
        for netns, record in records.items()
        if isinstance(record, Mapping) and str(record.get("member", "")).endswith(".txt")
    }
    if not members:
        return found
    from iptblob import bounds
    from iptblob.snapshot.container import read_snapshot

    snapshot = read_snapshot(data, file)
    parsed: dict[str, dict[str, SetContents]] = {}  # a member may be named for many namespaces
    for netns, member in members.items():
        if member not in parsed:
            parsed[member] = parse_sets(snapshot.read(member, bounds.limit_of(bounds.MAX_SETS)).decode("latin-1"))
        found[Untrusted.of(netns)] = parsed[member]
    return found


def add_set_changes(compared: Compared, a: Mapping[str, SetContents], b: Mapping[str, SetContents]) -> None:
    """Rules that did not change themselves, but name a set whose type or members did."""
    differ = {name for name in a.keys() & b.keys() if a[name] != b[name]}
    if not differ:
        return
    used = _used(compared.a, differ)
    pairs = []
    for i, j in zip(compared.kept[0].tolist(), compared.kept[1].tolist(), strict=True):
        if i in used:
            sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
            for name in sorted(used[i]):
                for own, other, side in ((a[name], b[name], sides[0]), (b[name], a[name], sides[1])):
                    only = sorted(own.members - other.members)[:MAX_SHOWN]
                    side[name] = {"type": own.kind, "members": dict.fromkeys(only, "")}
            pairs.append((i, j, sides))
    same_rules(compared, pairs)


def _used(listing: Listing, wanted: set[str]) -> dict[int, set[str]]:
    """Names of the wanted sets by the entries that use them."""
    table, names = listing.source, listing.names
    if table is None or names is None:
        return {}
    found: dict[int, set[str]] = {}
    for group in table.records.groups:
        layout, rows = table.rows(group)
        revision = extensions.revision_of(group.kind, group.name, group.revision, table.family.name)
        if layout is None or revision is None or not revision.ipsets:
            continue
        named = columns.decided(rows, partial(_named, layout, table.abi, revision, names.ipsets))
        for entry, used in zip(group.entries.tolist(), named.tolist(), strict=True):
            if used & wanted:
                found.setdefault(entry, set()).update(used & wanted)
    return found


def _named(
    layout: Layout, abi: Abi, revision: Revision, names: Mapping[int, str], rows: columns.Bytes
) -> list[frozenset[str]]:
    """The sets that each payload names, as far as they have names."""
    found = []
    for row in columns.decode(layout, abi, rows):
        indices = [getattr(row, name).set_index for name in revision.ipsets]
        found.append(frozenset(names[index] for index in indices if index in names))
    return found


def has_sets(table: Table) -> bool:
    """True where some rule names a set."""
    return any(extensions.names_ipsets(group.kind, group.name) for group in table.records.groups)
