"""Runs of rules by what they mean: a chain that was seen before, on whichever host, is not decoded again."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from iptblob.diff.meaning.digest import DIGEST_SIZE, digests, of
from iptblob.diff.meaning.jumps import chain_keys, jumping, stray_key
from iptblob.extensions import names_ipsets
from iptblob.names import Names
from iptblob.spec.columns import Bytes, Index
from iptblob.table import Table

MOST_KNOWN = 400_000  # chains remembered; then all are forgotten


class Content(NamedTuple):
    """The rules of a chain: ``content`` names rules and places, ``meaning`` the rules alone."""

    content: bytes
    meaning: bytes


class NewContent(NamedTuple):
    """A content that was not known: digests (rules, 16), and bytes from the chain's first rule to each."""

    content: bytes
    rules: Bytes
    shifts: Index


class KnownContents:
    """The contents that one process has seen."""

    def __init__(self) -> None:
        self._known: dict[bytes, Content] = {}

    def of_table(self, table: Table, names: Names) -> tuple[list[Content], list[NewContent], Index, Bytes]:
        """The content of each chain; those that are new; the entries that were decoded for them, and their digests."""
        keys = _chain_keys(table, names)
        missing = [at for at, key in enumerate(keys) if key not in self._known]
        bounds = table.chain_bounds
        wanted = [np.arange(bounds[at, 0], bounds[at, 1]) for at in missing]
        entries = np.concatenate(wanted) if wanted else np.empty(0, dtype=np.int64)
        part = table if len(entries) == len(table) else table.part(entries)
        found = digests(part, names) if len(entries) else np.empty((0, DIGEST_SIZE), dtype=np.uint8)
        places = places_of(table)
        new, start = {}, 0
        if len(self._known) > MOST_KNOWN:
            kept = {key: self._known[key] for key in keys if key in self._known}
            self._known = kept
        for at, own in zip(missing, wanted, strict=True):
            rules = found[start : start + len(own)]
            start += len(own)
            shifts = places[own] - (places[own[0]] if len(own) else 0)
            made = _content(rules, shifts)
            self._known[keys[at]] = made
            new[made.content] = NewContent(made.content, rules, shifts)
        return [self._known[key] for key in keys], list(new.values()), entries, found


def places_of(table: Table) -> Index:
    """Where each entry is, in bytes of its file or member."""
    if table.origin is not None:
        return np.array(table.origin.places, dtype=np.int64)
    return table.offsets + (0 if table.text is not None else table.base)


def _content(rules: Bytes, shifts: Index) -> Content:
    octets = np.ascontiguousarray(rules).tobytes()
    places = shifts.astype("<i8").tobytes()
    return Content(_hash(octets + places), _hash(octets))


def _hash(octets: bytes) -> bytes:
    return blake2b(octets, digest_size=DIGEST_SIZE).digest()


def _chain_keys(table: Table, names: Names) -> list[bytes]:
    """For each chain something that is equal only where its rules are: their bytes without counters, with the names
    of the chains they jump to and of the sets they look into."""
    data = _without_counters(table).tobytes()
    start = _hash(repr((table.family.name, table.abi.name, table.backend, _sets(table, names))).encode())
    ends = np.append(table.offsets, len(data))
    bounds = table.chain_bounds
    jumps = _jumps(table)
    return [
        start + _hash(b"".join((data[ends[first] : ends[last]], *jumps.get(at, ()))))
        for at, (first, last) in enumerate(bounds[:, :2].tolist())
    ]


def _without_counters(table: Table) -> Bytes:
    data = table.octets.copy()
    for name in ("counters", "comefrom"):
        field = table.head_layout[name]
        data[table.offsets[:, None] + (field.offset + np.arange(field.size))] = 0
    return data


def _jumps(table: Table) -> dict[int, list[bytes]]:
    """By chain: where its rules jump to, each with the rule's number."""
    entries = jumping(table)
    if not len(entries):
        return {}
    starts = np.array([chain.start if chain.head is None else chain.head for chain in table.chains], dtype=np.int64)
    owners = np.searchsorted(starts, entries, side="right") - 1
    found: dict[int, list[bytes]] = {}
    for owner, entry, goal in zip(owners.tolist(), entries.tolist(), _goals(table, entries), strict=True):
        if owner >= 0:
            found.setdefault(owner, []).append(of(("jump", entry - int(starts[owner]), goal)))
    return found


def _goals(table: Table, entries: Index) -> Iterator[object]:
    chains, offsets = chain_keys(table.chains), table.verdicts[entries]
    for offset, at in zip(offsets.tolist(), table.chains_at(offsets).tolist(), strict=True):
        yield chains[at] if at >= 0 else ("stray", *stray_key(table, offset))


def _sets(table: Table, names: Names) -> object:
    """The sets that numbers stand for, where the table has any."""
    used = any(names_ipsets(group.kind, group.name) for group in table.records.groups)
    return sorted(names.ipsets.items()) if used else None
