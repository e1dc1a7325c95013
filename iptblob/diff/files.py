"""Two opened files, table by table."""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from iptblob.backends import UnreadRules, doubts, unread_rules
from iptblob.diff.lines import Lines, Words, from_lines, lines_of_table, lines_of_text
from iptblob.diff.listing import Listing, empty, from_tables
from iptblob.diff.mapping import NAME, Mapping, solve, without
from iptblob.diff.meaning.heads import Ignored
from iptblob.diff.script import RENAMED, Change, Compared, compare
from iptblob.diff.sets import SetContents, add_set_changes
from iptblob.errors import UsageError
from iptblob.escape import Untrusted
from iptblob.extensions import names_ipsets
from iptblob.names import Names, debian_12
from iptblob.reading.source import Source
from iptblob.table import Table
from iptblob.words.savefile import SavedFile, TextTable

Place = tuple[Untrusted, str, str]  # network namespace, family, table
AnyTable = Table | TextTable


@dataclass(frozen=True)
class Wishes:
    """How to compare. ``mapping`` are names of A that stand for names of B; ``auto_map`` solves for more of them."""

    iptables: tuple[int, int, int]
    counters: bool = False
    ignored: Ignored = field(default_factory=Ignored)
    mapping: Mapping = field(default_factory=Mapping)
    auto_map: bool = False

    @property
    def by_words(self) -> bool:
        """True where rules compare by their words, because words are mapped."""
        return bool(self.mapping) or self.auto_map


class Side(NamedTuple):
    """One opened file: tables by place, what the host calls things, and by network namespace the names of its sets by
    index and what is in them.

    ``complete`` where a table that is not in it was not there; ``anything`` for the file that is not there itself.
    """

    file: str
    tables: dict[Place, AnyTable]
    names: Names
    ipsets: abc.Mapping[Untrusted, abc.Mapping[int, str]]
    sets: dict[Untrusted, dict[str, SetContents]]
    complete: bool = False
    anything: bool = False
    notes: tuple[str, ...] = ()
    unread: tuple[UnreadRules, ...] = ()

    def names_of(self, table: Table) -> Names:
        """What the host calls things in a table's network namespace."""
        return self.names._replace(ipsets=self.ipsets.get(table.netns, {}))


@dataclass
class FileDiff:
    """What differs between two files; ``notes`` tell what could not be compared, and why."""

    a: str
    b: str
    tables: list[Compared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mapping: Mapping = field(default_factory=Mapping)
    unread: list[UnreadRules] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [change for table in self.tables for change in table.changes]


def side_of_source(source: Source, sets: dict[Untrusted, dict[str, SetContents]] | None = None) -> Side:
    """A snapshot or bare buffer as a side; a snapshot is taken to hold all tables that were there."""
    tables: dict[Place, AnyTable] = {
        (table.netns, table.family.name, table.name.decode("latin-1")): table for table in source.tables
    }
    unread = unread_rules(source.manifest)
    notes = [f"{source.file}: {line}" for line in [*map(str, unread), *doubts(source.manifest)]]
    known = source.manifest is not None
    return Side(
        source.file, tables, source.names, source.ipsets, sets or {}, complete=known, notes=tuple(notes), unread=unread
    )


def side_of_text(saved: SavedFile) -> Side:
    """An iptables-save text as a side."""
    tables: dict[Place, AnyTable] = {(Untrusted(), table.family, table.name): table for table in saved.tables}
    return Side(saved.file, tables, debian_12(), {}, {}, notes=tuple(saved.notes))


def no_side(file: str) -> Side:
    """A side without any table: everything in the other one is new or gone."""
    return Side(file, {}, debian_12(), {}, {}, anything=True)


def diff_sides(a: Side, b: Side, wishes: Wishes) -> FileDiff:
    """Compare all tables that belong together."""
    notes, unread = list(dict.fromkeys([*a.notes, *b.notes])), [*a.unread, *b.unread]
    found = FileDiff(a.file, b.file, notes=notes, mapping=wishes.mapping, unread=unread)
    pairs = _table_pairs(a, b, found.notes)
    if wishes.auto_map:
        found.mapping = _solve(a, b, pairs, wishes)
    for place_a, place_b in pairs:
        one = a.tables[place_a] if place_a else None
        other = b.tables[place_b] if place_b else None
        listings = _listings(a, b, one, other, wishes, mapping=found.mapping)
        compared = compare(listings[0], listings[1], counters=wishes.counters)
        counted = not any(names_ipsets("match", word.encode()) for word in wishes.ignored.words)
        if counted and place_a and place_b and place_a[0] in a.sets and place_b[0] in b.sets:
            add_set_changes(compared, a.sets[place_a[0]], b.sets[place_b[0]])
        mapped = found.mapping.words[NAME]
        compared.changes = [change for change in compared.changes if not _mapped_name(change, mapped)]
        found.tables.append(compared)
        found.notes += _doubts(a, b, one, other)
    return found


def _listings(
    a: Side, b: Side, one: AnyTable | None, other: AnyTable | None, wishes: Wishes, mapping: Mapping
) -> list[Listing]:
    present = [(side, table) for side, table in ((a, one), (b, other)) if table is not None]
    if wishes.by_words or any(isinstance(table, TextTable) for _, table in present):
        family = next((table.family.name for _, table in present if isinstance(table, Table)), "")
        sides = [_lines(side, table, family, wishes) for side, table in present]
        drop = without(wishes.ignored.words) if wishes.ignored else None
        changes = [_rewriter(mapping if table is one else Mapping(), drop) for _, table in present]
        listings = from_lines(sides, changes)
    else:
        tables = [table for _, table in present if isinstance(table, Table)]
        names = [side.names_of(table) for side, table in present if isinstance(table, Table)]
        listings = from_tables(tables, names, wishes.iptables, wishes.ignored)
    if len(listings) < 2:
        nothing = empty(listings[0].family, listings[0].table)
        listings.insert(0 if one is None else 1, nothing)
    return listings


def _mapped_name(change: Change, names: dict[str, str]) -> bool:
    """True where a chain goes by another name because the name was made by a machine, and the mapping says so."""
    return change.kind == RENAMED and names.get(change.chain) == change.chain_b


def _rewriter(mapping: Mapping, drop: Callable[[Words], Words] | None) -> Callable[[Words], Words] | None:
    steps = [*([mapping.rewrite] if mapping else []), *([drop] if drop else [])]
    if not steps:
        return None

    def rewrite(words: Words) -> Words:
        for step in steps:
            words = step(words)
        return words

    return rewrite


def _lines(side: Side, table: AnyTable, family: str, wishes: Wishes) -> Lines:
    if isinstance(table, TextTable):
        return lines_of_text(table, table.family or family or "ipv4")
    return lines_of_table(table, side.names_of(table), wishes.iptables)


def _solve(a: Side, b: Side, pairs: Sequence[tuple[Place | None, Place | None]], wishes: Wishes) -> Mapping:
    both = []
    for place_a, place_b in pairs:
        if place_a and place_b:
            one, other = a.tables[place_a], b.tables[place_b]
            family = next((table.family.name for table in (one, other) if isinstance(table, Table)), "")
            both.append((_lines(a, one, family, wishes), _lines(b, other, family, wishes)))
    return solve(both, wishes.mapping)


# Which table belongs to which


def _table_pairs(a: Side, b: Side, notes: list[str]) -> list[tuple[Place | None, Place | None]]:
    """Tables that belong together: all tables of two snapshots, and what both hold where one is no snapshot."""
    of_b = _renamed_places(a, b)
    found: list[tuple[Place | None, Place | None]] = []
    taken = set()
    for place in a.tables:
        match = _find(place, of_b)
        found.append((place, of_b[match] if match else None))
        taken.add(match)
    found += [(None, own) for place, own in of_b.items() if place not in taken]
    together = any(one and other for one, other in found)
    if not together and not (a.complete and b.complete) and not (a.anything or b.anything):
        held = "; ".join(f"{side.file} holds {_labels(list(side.tables))}" for side in (a, b))
        raise UsageError(f"nothing to compare: {held}", hint="choose tables that both files hold")
    if (a.complete and b.complete) or a.anything or b.anything:
        return found
    for side, alone in (
        (a, [one for one, other in found if not other]),
        (b, [other for one, other in found if not one]),
    ):
        if alone:
            notes.append(f"only in {side.file}, not compared: {_labels([place for place in alone if place])}")
    return [(one, other) for one, other in found if one and other]


def _find(place: Place, others: dict[Place, Place]) -> Place | None:
    """The same place on the other side; a text that does not say its family goes with any."""
    if place in others:
        return place
    same = [other for other in others if other[2] == place[2] and "" in (other[1], place[1])]
    return same[0] if len(same) == 1 else None


def _renamed_places(a: Side, b: Side) -> dict[Place, Place]:
    """Places of B under the names A has for the network namespaces: inode numbers say nothing on another host."""
    spaces_a = list(dict.fromkeys(place[0] for place in a.tables))
    spaces_b = list(dict.fromkeys(place[0] for place in b.tables))
    only_a = [space for space in spaces_a if space not in spaces_b]
    only_b = [space for space in spaces_b if space not in spaces_a]
    names = dict(zip(only_b, only_a, strict=True)) if len(only_a) == len(only_b) == 1 else {}
    return {(names.get(place[0], place[0]), place[1], place[2]): place for place in b.tables}


def _labels(places: list[Place]) -> str:
    return ", ".join(" ".join(part for part in place[1:] if part) for place in places) or "no table"


def _label(table: AnyTable | None) -> str:
    """``ipv4 filter``; a text does not always say of which family it is."""
    if isinstance(table, TextTable):
        return f"{table.family} {table.name}".strip()
    return table.label if table is not None else "no table"


def _doubts(a: Side, b: Side, one: AnyTable | None, other: AnyTable | None) -> Iterator[str]:
    """What a reader of the result must know."""
    for side, table, other_side in ((a, one, b), (b, other, a)):
        if table is None and not side.anything:
            present = other if one is None else one
            yield f"{_label(present)} is in {other_side.file} only; a table that is not there accepts everything"
    for side, table in ((a, one), (b, other)):
        if isinstance(table, Table) and table.walk.stopped_at is not None:
            at = table.base + table.walk.stopped_at
            yield f"{side.file}: {table.label}: byte {at}: {table.walk.reason}; what follows is not compared"
    texts = [isinstance(table, TextTable) for table in (one, other) if table is not None]
    if any(texts) and not all(texts):
        yield f"{_label(one)}: text is compared with the words of the rules; what no text shows is not compared"
