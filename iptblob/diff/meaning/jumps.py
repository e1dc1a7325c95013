"""Where standard targets go on, in terms that hold for other layouts and other tables too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from iptblob.spec.columns import Index
from iptblob.table import STANDARD, ChainSpan, Table

ChainKey = tuple[bool, bytes, int]


def chain_keys(chains: Sequence[ChainSpan]) -> list[ChainKey]:
    """(built-in, name, how many of that name stand before): names may repeat in a forged table."""
    keys = [(chain.hook is not None, chain.name, 0) for chain in chains]
    if len(set(keys)) == len(keys):
        return keys
    seen: Counter[ChainKey] = Counter()
    for at, key in enumerate(keys):
        keys[at] = (key[0], key[1], seen[key])
        seen[key] += 1
    return keys


def jumping(table: Table) -> Index:
    """Entries whose standard target goes on somewhere else than at the next entry."""
    following = table.offsets + table.next_offsets
    jumps = (table.verdicts >= 0) & (table.verdicts != following)
    for group in table.records.groups:
        if group.kind == "target" and group.name != STANDARD:
            jumps[group.entries] = False
    jumps[list(table.records.broken)] = False
    found: Index = np.flatnonzero(jumps)
    return found


def stray_key(table: Table, offset: int) -> tuple[object, ...]:
    """A place inside a chain by chain and rule number; one that is no entry at all by its distance."""
    entry = table.index_of(offset)
    place = None if entry is None else table.rule_number(entry)
    return ("nowhere", offset) if place is None else (place[0].name, place[0].hook, place[1])
