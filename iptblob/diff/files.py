"""Two opened files, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from iptblob.diff.compiling import Operand, operands
from iptblob.diff.lines import Lines, from_lines, lines_of_compiled, lines_of_table, lines_of_text
from iptblob.diff.listing import Listing, empty, from_tables
from iptblob.diff.mapping import Mapping, solve, without
from iptblob.diff.meaning.heads import Ignored
from iptblob.diff.origin import Origin, origin_of
from iptblob.diff.places import pair_places
from iptblob.diff.script import RENAMED, Change, Compared, compare
from iptblob.diff.set_changes import add_set_changes, known_to_one
from iptblob.diff.sets import ONE_SIDED, both_sides, has_sets, not_held
from iptblob.diff.sides import AnyTable, Place, Side, label_of, no_side, side_of_source, side_of_text
from iptblob.diff.spelling import Words
from iptblob.escape import visible
from iptblob.extensions import names_ipsets
from iptblob.reading.hostkernel import ABSENT, lacking
from iptblob.restore.tables import RulesTable
from iptblob.table import Table
from iptblob.unread import Unread

__all__ = ["FileDiff", "Side", "Wishes", "diff_sides", "no_side", "side_of_source", "side_of_text", "solved"]


@dataclass(frozen=True)
class Wishes:
    """How to compare. ``mapping`` are names of A that stand for names of B; ``auto_map`` solves for more of them, but
    not for those of ``unmapped`` (kind and word). ``backend`` is legacy, nft, both, or A:B (see
    ``iptblob.diff.backends``)."""

    iptables: tuple[int, int, int]
    counters: bool = False
    ignored: Ignored = field(default_factory=Ignored)
    mapping: Mapping = field(default_factory=Mapping)
    auto_map: bool = False
    backend: str = "both"
    unmapped: frozenset[tuple[str, str]] = frozenset()

    @property
    def by_words(self) -> bool:
        """True where rules compare by their words, because words are mapped."""
        return bool(self.mapping) or self.auto_map


@dataclass
class FileDiff:
    """What differs between two files; ``notes`` tell what to know of it, ``unread`` what has no part in it.

    ``has_spaces`` where a side holds several network namespaces, so that a change has to name its own.
    """

    a: str
    b: str
    tables: list[Compared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    mapping: Mapping = field(default_factory=Mapping)
    origins: tuple[Origin, Origin] | None = None
    has_spaces: bool = False

    @property
    def changes(self) -> list[Change]:
        return [change for table in self.tables for change in table.changes]


def diff_sides(a: Side, b: Side, wishes: Wishes) -> FileDiff:
    """Compare all tables that belong together."""
    placed = pair_places(a, b)
    origins = origin_of(a), origin_of(b)
    found = FileDiff(
        a.file, b.file, notes=list(dict.fromkeys([*a.notes, *b.notes, *placed.notes])),
        unread=list(dict.fromkeys([*a.unread, *b.unread, *placed.unread])), mapping=wishes.mapping,
        origins=origins, has_spaces=any(len({place[0] for place in side.tables}) > 1 for side in (a, b)),
    )  # fmt: skip
    found.notes += dict.fromkeys([*_not_loadable(a, b), *_not_loadable(b, a)])
    pairs = placed.pairs
    if wishes.auto_map:
        found.mapping = _solve(a, b, pairs, wishes)
    for place_a, place_b in pairs:
        one = a.tables[place_a] if place_a else None
        other = b.tables[place_b] if place_b else None
        present = operands([(side, table) for side, table in ((a, one), (b, other)) if table is not None])
        mappings = [found.mapping if operand.side is a else Mapping() for operand in present]
        listings = _listings(present, wishes, mappings)
        if len(listings) < 2:
            listings.insert(0 if one is None else 1, empty(listings[0].family, listings[0].table))
        compared = compare(listings[0], listings[1], counters=wishes.counters)
        counted = not any(names_ipsets("match", word.encode()) for word in wishes.ignored.words)
        if counted and place_a and place_b:
            _with_sets(found, compared, (a, b), (place_a, place_b), (one, other))
        compared.changes = [change for change in compared.changes if not _mapped_name(change, found.mapping)]
        compared.netns = tuple(place[0] if place else None for place in (place_a, place_b))  # type: ignore[assignment]
        found.tables.append(compared)
        found.notes += [*_doubts(a, b, one, other), *(note for operand in present for note in operand.notes)]
        found.unread = list(dict.fromkeys([*found.unread, *(one for operand in present for one in operand.unread)]))
    return found


def _with_sets(
    found: FileDiff, compared: Compared, sides: tuple[Side, Side], places: tuple[Place, Place],
    tables: Sequence[AnyTable | None],
) -> None:  # fmt: skip
    """Rules whose sets changed become changes; where what they hold is not known that is noted, and where one side's
    list of sets is not whole it is not read."""
    held = [side.sets.get(place[0]) for side, place in zip(sides, places, strict=True)]
    known = both_sides(held)
    if known is not None:
        add_set_changes(compared, *known)
        lone = ", ".join(visible(name) for name in known_to_one(compared.a, compared.b, known))
        if lone:
            found.unread.append(Unread(f"{label_of(tables[1])}, ipsets", sides[1].file, f"{ONE_SIDED}: {lone}"))
    elif all(isinstance(table, Table) and has_sets(table) for table in tables):
        lack = [side.file for side, sets in zip(sides, held, strict=True) if sets is None]
        found.notes.append(f"{label_of(tables[1])}: {not_held(lack)}")


def _listings(present: Sequence[Operand], wishes: Wishes, mappings: Sequence[Mapping]) -> list[Listing]:
    """Listings of one table or two, each with its mapping."""
    if wishes.by_words or any(isinstance(one.table, RulesTable) for one in present):
        sides = _sides(present, wishes)
        drop = without(wishes.ignored.words) if wishes.ignored else None
        changes = [_rewriter(mapping, drop) for mapping in mappings]
        return from_lines(sides, changes)
    tables = [one.table for one in present if isinstance(one.table, Table)]
    return from_tables(tables, [one.names for one in present], wishes.iptables, wishes.ignored)


def _sides(present: Sequence[Operand], wishes: Wishes) -> list[Lines]:
    """The tables as lines of words."""
    family = next((one.table.family.name for one in present if isinstance(one.table, Table)), "")
    built_in = _built_in([one.table for one in present])
    return [_lines(one, family, wishes, built_in) for one in present]


def _built_in(tables: Sequence[AnyTable]) -> list[str]:
    """Chains that hang on hooks, by any of the tables: a text need not name them."""
    named = [
        chain.name.decode("latin-1") for table in tables if isinstance(table, Table)
        for chain in table.chains if chain.hook is not None
    ]  # fmt: skip
    texts = [table for table in tables if isinstance(table, RulesTable)]
    return named + [name for table in texts for name in table.chains if table.is_built_in(name)]


def _mapped_name(change: Change, mapping: Mapping) -> bool:
    """True where a chain goes by another name because a machine made the name, or a part of it, and the mapping says
    so."""
    return change.kind == RENAMED and bool(mapping) and mapping.chain_name(change.chain) == change.chain_b


def _rewriter(mapping: Mapping, drop: Callable[[Words], Words] | None) -> Callable[[Words], Words] | None:
    steps = [*([mapping.rewrite] if mapping else []), *([drop] if drop else [])]
    if not steps:
        return None

    def rewrite(words: Words) -> Words:
        for step in steps:
            words = step(words)
        return words

    return rewrite


def _lines(one: Operand, family: str, wishes: Wishes, built_in: Sequence[str] = ()) -> Lines:
    if isinstance(one.table, RulesTable):
        return lines_of_text(one.table, one.table.family or family or "ipv4", built_in)
    made = lines_of_table if one.text is None else lines_of_compiled
    return made(one.table, one.names, wishes.iptables)


def _solve(a: Side, b: Side, pairs: Sequence[tuple[Place | None, Place | None]], wishes: Wishes) -> Mapping:
    both = []
    for place_a, place_b in pairs:
        if place_a and place_b:
            one, other = _sides(operands([(a, a.tables[place_a]), (b, b.tables[place_b])]), wishes)
            both.append((one, other))
    if wishes.ignored:
        drop = without(wishes.ignored.words)
        both = [(one._replace(drop=drop), other._replace(drop=drop)) for one, other in both]
    return solve(both, wishes.mapping, wishes.unmapped)


def solved(a: Side, b: Side, wishes: Wishes) -> Mapping:
    """The mapping that ``diff_sides`` would find."""
    return _solve(a, b, pair_places(a, b).pairs, wishes)


def _not_loadable(side: Side, other: Side) -> Iterator[str]:
    """Rules of one file that the kernel of the other one could not load. A name that it did not list may be that of a
    module which nothing had asked for."""
    for table in side.tables.values():
        if isinstance(table, Table) and other.extensions is not None:
            for one in lacking(table, other.extensions):
                if one.state != ABSENT:
                    yield f"{side.file}: {one.text(table, f'the kernel of {other.file}')}"


def _doubts(a: Side, b: Side, one: AnyTable | None, other: AnyTable | None) -> Iterator[str]:
    """What a reader of the result must know."""
    for side, table, other_side in ((a, one, b), (b, other, a)):
        if table is None and not side.anything:
            present = other if one is None else one
            yield f"{label_of(present)} is in {other_side.file} only; a table that is not there accepts everything"
