"""Rules that did not change, whose sets did: what a table lets through is also said by the ipsets that it names."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import partial
from typing import Any

from iptblob import extensions
from iptblob.abi import Abi
from iptblob.diff.listing import Listing
from iptblob.diff.script import EDITED, MOVED, Compared, same_rules
from iptblob.diff.sets import SetContents, differing
from iptblob.extensions.record import Revision
from iptblob.spec import columns
from iptblob.spec.layout import Layout

MAX_SHOWN = 1_000  # members told per set and side; how many more there are is said


Sides = tuple[dict[str, Any], dict[str, Any]]


def add_set_changes(compared: Compared, a: Mapping[str, SetContents], b: Mapping[str, SetContents]) -> None:
    """Rules that name a set whose type or members changed: those that stayed as they were, or moved, are edits too; of
    those that are edits already it is told."""
    compared.sets = a, b
    differ = differing(a, b)
    if not differ:
        return
    used = entries_naming(compared.a, differ.keys())

    def told(entry: int) -> Sides:
        sides: Sides = ({}, {})
        for name in sorted({below for one in used[entry] for below in differ[one]}):
            for own, other, side in ((a[name], b[name], sides[0]), (b[name], a[name], sides[1])):
                only = sorted(own.members - other.members)
                side[name] = {"type": own.kind, "members": dict.fromkeys(only[:MAX_SHOWN], "")}
                if len(only) > MAX_SHOWN:
                    side[name]["more"] = len(only) - MAX_SHOWN
        return sides

    pairs = list(zip(compared.kept[0].tolist(), compared.kept[1].tolist(), strict=True))
    for at, change in enumerate(compared.changes):
        if change.entry_a is None or change.entry_b is None or change.entry_a not in used:
            continue
        if change.kind == MOVED:
            pairs.append((change.entry_a, change.entry_b))
        elif change.kind == EDITED:
            compared.changes[at] = change._replace(sets=told(change.entry_a))
    same_rules(compared, [(i, j, told(i)) for i, j in pairs if i in used])


def known_to_one(
    a: Listing, b: Listing, sets: tuple[Mapping[str, SetContents], Mapping[str, SetContents]]
) -> list[str]:  # fmt: skip
    """Sets that rules of both sides name, and of which only one side says what they hold: no kernel frees a set that a
    rule names, so the other one's list is not whole."""
    lone = sets[0].keys() ^ sets[1].keys()
    named = [{name for used in entries_naming(one, lone).values() for name in used} for one in (a, b)]
    return sorted(named[0] & named[1])


def entries_naming(listing: Listing, wanted: Set[str]) -> dict[int, set[str]]:
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
