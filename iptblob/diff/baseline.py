"""Many hosts against one: who differs, and who differs in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from iptblob.diff.export import document
from iptblob.diff.files import FileDiff

SCHEMA = 1


@dataclass(frozen=True)
class Group:
    """Files whose script against the baseline is the same; ``found`` is that of the first."""

    files: tuple[str, ...]
    found: FileDiff


def group(results: Iterable[FileDiff]) -> list[Group]:
    """Groups in order of size, those equal to the baseline first."""
    members: dict[tuple[object, ...], list[str]] = {}
    first: dict[tuple[object, ...], FileDiff] = {}
    for found in results:
        key = tuple(
            (change.kind, change.family, change.table, change.chain, change.chain_b, change.position_a,
             change.position_b, change.before, change.after, repr(change.sets))
            for change in found.changes
        )  # fmt: skip
        members.setdefault(key, []).append(found.b)
        first.setdefault(key, found)
    groups = [Group(tuple(files), first[key]) for key, files in members.items()]
    return sorted(groups, key=lambda one: (bool(one.found.changes), -len(one.files), one.files))


def groups_document(baseline: str, groups: list[Group]) -> dict[str, Any]:
    """The groups as JSON values."""
    return {
        "schema": SCHEMA,
        "baseline": {"file": baseline},
        "groups": [
            {"files": [{"file": file} for file in one.files], "identical": not one.found.changes,
             "changes": document(one.found)["changes"]}
            for one in groups
        ],
    }  # fmt: skip
