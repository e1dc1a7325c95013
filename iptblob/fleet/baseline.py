"""Many hosts against one: who differs, and who differs in the same way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from iptblob.diff.backends import diff_files, side_pairs
from iptblob.diff.files import FileDiff, Side, Wishes, solved
from iptblob.diff.mapping import ADDRESS, NAME, Mapping
from iptblob.table import Table

Key = tuple[object, ...]
MAC_COLONS = 5


@dataclass(frozen=True)
class HostGroup:
    """Files whose script against the baseline is the same; ``found`` is that of the first, ``notes`` are of all, and
    ``mappings`` are what stood for what, by file."""

    files: tuple[str, ...]
    found: FileDiff
    notes: tuple[str, ...] = ()
    mappings: tuple[Mapping, ...] = ()

    @property
    def is_equal(self) -> bool:
        """True where all of the files was read and nothing differs."""
        return not self.found.changes and not self.found.unread


def group(results: Iterable[FileDiff]) -> list[HostGroup]:
    """Groups in order of size, those equal to the baseline first."""
    alike: dict[Key, HostGroup] = {}
    files: dict[Key, list[str]] = defaultdict(list)
    notes: dict[Key, list[str]] = defaultdict(list)
    mappings: dict[Key, list[Mapping]] = defaultdict(list)
    for found in results:
        key = tuple(
            (table.backend, change.kind, change.family, change.table, change.chain, change.chain_b, change.position_a,
             change.position_b, change.before, change.after, repr(change.sets))
            for table in found.tables
            for change in table.changes
        ) + tuple((one.what, one.why, one.start, one.line) for one in found.unread)  # fmt: skip
        alike.setdefault(key, HostGroup((), found))
        files[key].append(found.b)
        notes[key] += found.notes
        mappings[key].append(found.mapping)
    groups = [
        HostGroup(tuple(files[key]), first.found, tuple(notes[key]), tuple(mappings[key]))
        for key, first in alike.items()
    ]
    return sorted(groups, key=lambda one: (not one.is_equal, -len(one.files), one.files))


def compare_all(base: Side, others: Iterable[Side], wishes: Wishes) -> Iterator[FileDiff]:
    """Each of ``others`` against ``base``; sides whose bytes are the same apart from counters are compared once."""
    if wishes.auto_map:
        others = list(others)
        wishes = replace(wishes, unmapped=_of_one_host(base, others, wishes))
    known: dict[Key, FileDiff] = {}
    for side in others:
        key = None if wishes.counters else _bytes_that_count(side)
        found = known.get(key) if key is not None else None
        if found is None:
            found = diff_files(base, side, wishes)
            if key is not None and not found.notes:  # notes name the file they are about
                known[key] = found
        yield replace(found, b=side.file)


def _of_one_host(base: Side, others: Sequence[Side], wishes: Wishes) -> frozenset[tuple[str, str]]:
    """Addresses that would be mapped for one host only, and stand for themselves elsewhere: an edit, no other host's
    name for one thing."""
    if len(others) < 2:
        return frozenset()
    votes: Counter[tuple[str, str]] = Counter()
    for side in others:
        mappings = [solved(one, other, wishes) for one, other in side_pairs(base, side, wishes.backend)]
        votes.update({(ADDRESS, word) for mapping in mappings for word in mapping.words[ADDRESS]})
        votes.update({
            (NAME, word) for mapping in mappings for word in mapping.words[NAME] if word.count(":") == MAC_COLONS
        })  # fmt: skip
    return frozenset(word for word, count in votes.items() if count == 1)


def _bytes_that_count(side: Side) -> Key | None:
    """What a comparison sees of a side: equal keys are equal results. None where that is more than table bytes."""
    if side.sets or side.notes or side.anything or side.unread or side.nft:
        return None
    spaces = {place[0]: number for number, place in enumerate(sorted(side.tables))}
    parts: list[object] = [side.complete, repr(side.names), repr(sorted(side.ipsets.items()))]
    for place, table in side.tables.items():
        if not isinstance(table, Table):
            return None
        parts += [spaces[place[0]], place[1:], table.abi.name, tuple(table.hooks.items()), _without_counters(table)]
    return tuple(parts)


def _without_counters(table: Table) -> bytes:
    octets = table.octets.copy()
    field = table.head_layout["counters"]
    for at in range(field.offset, field.offset + field.size):
        octets[table.offsets + at] = 0
    return octets.tobytes()
