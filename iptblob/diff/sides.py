"""One side of a comparison: the tables of a file, and those it should hold and that cannot be read."""

from __future__ import annotations

from collections import abc
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from iptblob.diff.sets import SetContents, has_sets, sets_of
from iptblob.errors import IptblobError
from iptblob.escape import Untrusted
from iptblob.names import Names, debian_12
from iptblob.reading.damage import ANY, not_captured, unread_of
from iptblob.reading.hostkernel import HostExtensions
from iptblob.reading.source import Source, place_of
from iptblob.restore.tables import RulesTable
from iptblob.table import Table
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.restore.document import RulesFile

Place = tuple[str, str, str]  # network namespace as it may be printed, family, table
AnyTable = Table | RulesTable


class Side(NamedTuple):
    """One opened file: tables by place, what the host calls things, and by network namespace the names of its sets by
    index and what is in them.

    ``complete`` where a table that is not in it was not there; ``anything`` for the file that is not there itself.
    ``unreadable`` has the tables that are known to have been there and have no part in a comparison, ``unread`` all
    of the file that was not read. ``manifest`` is a snapshot's own record, None for other files;
    ``sha256`` is that of the file. ``backend`` is nft of a side with rules of nf_tables, or what a text's header
    names; ``nft`` is that side of the same file, where it is to be compared. ``extensions`` is what the host's kernel
    said of its matches and targets. ``rules`` is a text as it was read, ``compiled`` a memo of what was made of it.
    """

    file: str
    tables: dict[Place, AnyTable]
    names: Names
    ipsets: abc.Mapping[Untrusted, abc.Mapping[int, str]]
    sets: dict[str, dict[str, SetContents]]
    complete: bool = False
    anything: bool = False
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    unreadable: frozenset[Place] = frozenset()
    manifest: Mapping[str, Any] | None = None
    sha256: str = ""
    backend: str = ""
    nft: Side | None = None
    extensions: HostExtensions | None = None
    rules: RulesFile | None = None
    compiled: dict[object, Any] | None = None

    @property
    def is_text(self) -> bool:
        """Was it a text, in which every table is one?"""
        return bool(self.tables) and all(isinstance(table, RulesTable) for table in self.tables.values())

    def names_of(self, table: Table) -> Names:
        """What the host calls things in a table's network namespace."""
        return self.names._replace(ipsets=self.ipsets.get(table.netns, {}))

    def chain_names(self) -> set[str]:
        """The chains of all tables (latin-1)."""
        of_nft = self.nft.chain_names() if self.nft is not None else set()
        return of_nft | {
            name for table in self.tables.values()
            for name in (
                table.chains if isinstance(table, RulesTable)
                else (chain.name.decode("latin-1") for chain in table.chains)
            )
        }  # fmt: skip

    def lost(self, place: Place) -> bool:
        """True for a table that was there and cannot be read."""
        return place in self.unreadable or (place[0], ANY, ANY) in self.unreadable


def side_of_source(
    source: Source, sets: dict[Untrusted, dict[str, SetContents]] | None = None, nft: Side | None = None
) -> Side:
    """A snapshot or bare buffer as a side; a snapshot is taken to hold all tables that were there.

    ``nft`` is what was read of nf_tables; what was not is in the account.
    """
    tables: dict[Place, AnyTable] = {}
    lost = (place_of(failure) for failure in source.failures)
    unreadable = {(Untrusted.of(place[0]).shown, *place[1:]) for place in lost if place is not None}
    for reading in source.readings:
        table = reading.table
        place = (table.netns.shown, table.family.name, table.name.decode("latin-1"))
        if reading.is_cut:
            unreadable.add(place)
        else:
            tables[place] = table
    failed = dict(not_captured(source.manifest or {}))
    unread = (*source.unread, *source.unchained, *source.nftables_unread(read=nft is not None))
    notes = (*source.notes, *(f"{source.file}: {line}" for line in source.nftables_doubts(read=nft is not None)))
    return Side(
        source.file, tables, source.names, source.ipsets, {netns.shown: held for netns, held in (sets or {}).items()},
        complete=source.manifest is not None,
        notes=notes, unread=unread, unreadable=frozenset(unreadable - set(tables) | set(failed)),
        manifest=source.manifest, nft=nft, extensions=source.extensions,
    )  # fmt: skip


def side_with_sets(source: Source, data: bytes, nft: Side | None = None) -> Side:
    """``side_of_source`` with what is in the sets that rules name; ``data`` are the bytes of the snapshot. Sets that
    cannot be read are in the account."""
    tables = [*source.tables, *(nft.tables.values() if nft else ())]
    sets: dict[Untrusted, dict[str, SetContents]] = {}
    lost: list[Unread] = []
    if any(isinstance(one, Table) and has_sets(one) for one in tables):
        try:
            sets = sets_of(data, source.file, source.manifest)
        except IptblobError as error:
            lost = [unread_of(error, source.file)]
    if nft is not None:
        nft = nft._replace(sets={space.shown: held for space, held in sets.items()})
    side = nft if source.manifest is None and nft is not None else side_of_source(source, sets, nft)
    return side._replace(unread=(*side.unread, *lost))


def side_of_text(found: RulesFile, backend: str = "") -> Side:
    """A text of rules as a side; ``backend`` is what its header names."""
    tables: dict[Place, AnyTable] = {(table.netns, table.family, table.name): table for table in found.tables}
    notes = [*found.notes, *(note for table in found.tables for note in _remarks(found.file, table))]
    return Side(
        found.file, tables, debian_12(), {}, {}, notes=tuple(notes), unread=tuple(found.unread), backend=backend,
        rules=found, compiled={},
    )  # fmt: skip


def _remarks(file: str, table: RulesTable) -> list[str]:
    """What of a table the text leaves open."""
    from iptblob.restore.document import as_text

    label = f"{table.family} {table.name}".strip()
    open_ = [name for name, chain in table.chains.items() if table.is_built_in(name) and chain.policy is None]
    strange = [name for name in table.undeclared if not table.is_built_in(name) and name in table.chains]
    notes = []
    if open_:
        notes.append(f"{file}: {label}: no policy is stated for {as_text(', '.join(open_))}: not compared")
    if strange:
        notes.append(f"{file}: {label}: not declared, iptables-restore would refuse it: {as_text(', '.join(strange))}")
    return notes


def no_side(file: str) -> Side:
    """A side without any table: everything in the other one is new or gone."""
    return Side(file, {}, debian_12(), {}, {}, anything=True)


def label_of(table: AnyTable | None) -> str:
    """``ipv4 filter``; a text does not always say of which family it is."""
    if isinstance(table, RulesTable):
        return f"{table.family} {table.name}".strip()
    return table.label if table is not None else "no table"


__all__ = [
    "ANY", "AnyTable", "Place", "Side", "label_of", "no_side", "side_of_source", "side_of_text", "side_with_sets",
]  # fmt: skip
