"""Two opened files, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from iptblob.diff.keys import Ignored
from iptblob.diff.listing import empty, from_tables
from iptblob.diff.script import Change, Compared, compare
from iptblob.errors import UsageError
from iptblob.source import Source
from iptblob.table import Table

Place = tuple[str, str, str]  # network namespace, family, table


@dataclass
class FileDiff:
    """What differs between two files; ``notes`` tell what could not be compared, and why."""

    a: str
    b: str
    tables: list[Compared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [change for table in self.tables for change in table.changes]


def diff_sources(
    a: Source, b: Source, iptables: tuple[int, int, int], *, counters: bool = False, ignored: Ignored | None = None
) -> FileDiff:
    """Compare all tables of two opened files."""
    found = FileDiff(a.file, b.file)
    for one, other in _table_pairs(a, b, found.notes):
        tables = [table for table in (one, other) if table is not None]
        names = [source.names for source, table in ((a, one), (b, other)) if table is not None]
        listings = from_tables(tables, names, iptables, ignored)
        if one is None or other is None:
            nothing = empty(tables[0].family.name, tables[0].name.decode("latin-1"))
            listings.insert(0 if one is None else 1, nothing)
        found.tables.append(compare(listings[0], listings[1], counters=counters))
        found.notes += _unread(one, other)
    return found


def _table_pairs(a: Source, b: Source, notes: list[str]) -> Iterator[tuple[Table | None, Table | None]]:
    """Tables that belong together. A lone table is compared with its like only; a snapshot with all of the other."""
    of_a, of_b = _by_place(a), _by_place(b)
    if len(of_a) == len(of_b) == 1:
        (here, one), (there, other) = *of_a.items(), *of_b.items()
        if here[1:] == there[1:]:  # two bare buffers, or one table of two namespaces
            yield one, other
            return
    shared = [place for place in of_a if place in of_b]
    bare = a.manifest is None or b.manifest is None
    if not shared and bare:
        held = " and ".join(f"{source.file} {_labels(source)}" for source in (a, b))
        raise UsageError(f"nothing to compare: {held}", hint="choose tables that both files hold")
    if bare:
        for source, own, others in ((a, of_a, of_b), (b, of_b, of_a)):
            alone = [table.label for place, table in own.items() if place not in others]
            if alone:
                notes.append(f"only in {source.file}, not compared: {', '.join(alone)}")
        yield from ((of_a[place], of_b[place]) for place in shared)
        return
    for place in dict.fromkeys([*of_a, *of_b]):
        yield of_a.get(place), of_b.get(place)


def _labels(source: Source) -> str:
    return "holds " + ", ".join(table.label for table in source.tables)


def _by_place(source: Source) -> dict[Place, Table]:
    return {(table.netns, table.family.name, table.name.decode("latin-1")): table for table in source.tables}


def _unread(one: Table | None, other: Table | None) -> Iterator[str]:
    for table in (one, other):
        if table is not None and table.walk.stopped_at is not None:
            yield (
                f"{table.file}: {table.label}: byte {table.base + table.walk.stopped_at}: {table.walk.reason}; "
                "what follows is not compared"
            )
