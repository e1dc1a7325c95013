"""Which of many snapshots hold the same rules: all of them read, numbered and compared at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from iptblob.diff.listing import Listing, from_tables
from iptblob.diff.meaning.heads import Ignored
from iptblob.diff.unchanged import runs
from iptblob.reading.source import Source

Key = tuple[object, ...]


def group_equal(
    sources: Sequence[Source], iptables: tuple[int, int, int], ignored: Ignored | None = None
) -> list[list[int]]:
    """Indices of sources that hold the same tables with the same rules, by meaning; large groups first.

    Equal are two sources of which ``diff`` would print nothing: layout, byte order, counters, padding and the order
    in which user chains lie in the blob do not count, network namespaces only as far as they keep tables apart.
    All tables are in memory at once. A table that could not be read makes its source equal to no other.
    """
    parts: list[dict[bytes, list[Key]]] = [defaultdict(list) for _ in sources]
    kinds: dict[tuple[str, bytes], list[tuple[int, int]]] = defaultdict(list)
    for at, source in enumerate(sources):
        for number, table in enumerate(source.tables):
            kinds[table.family.name, table.name].append((at, number))
    for kind, members in kinds.items():
        tables = [sources[at].tables[number] for at, number in members]
        names = [sources[at].names_of(table) for (at, _), table in zip(members, tables, strict=True)]
        listings = from_tables(tables, names, iptables, ignored, quiet=False)
        for (at, _), table, listing in zip(members, tables, listings, strict=True):
            parts[at][table.netns].append((kind, _key(listing)))
    groups: dict[Key, list[int]] = defaultdict(list)
    for at, source in enumerate(sources):
        spaces = sorted(tuple(sorted(keys)) for keys in parts[at].values())
        unread = at if source.failures or any(table.walk.stopped_at is not None for table in source.tables) else -1
        groups[(*spaces, unread)].append(at)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _key(listing: Listing) -> tuple[bytes, ...]:
    """Chains in the order of their names, what each rule means, and the place of the chain it jumps to."""
    order = sorted(range(len(listing.chains)), key=lambda at: _name(listing, at))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    chains = [listing.chains[at] for at in order]
    starts = np.array([chain.start for chain in chains], dtype=np.int64)
    ends = np.array([chain.end if chain.policy is None else chain.policy + 1 for chain in chains], dtype=np.int64)
    entries = runs(starts, ends - starts)
    jumps = listing.jump[entries]
    inside = jumps >= 0
    jumps[inside] = rank[jumps[inside]]
    names = b"\0".join(chain.name for chain in chains)
    hooks = np.array([-1 if chain.hook is None else chain.hook for chain in chains], dtype=np.int64)
    return names, hooks.tobytes(), (ends - starts).tobytes(), listing.meaning[entries].tobytes(), jumps.tobytes()


def _name(listing: Listing, at: int) -> tuple[bool, bytes]:
    chain = listing.chains[at]
    return (chain.hook is None, chain.name)
