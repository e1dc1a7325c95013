"""What `show` prints, back-end by back-end: tables with their titles, and what of nf_tables is no table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from iptblob.cli.common import BOTH, CLEAN, FOUND, LEGACY, NFTABLES, Wanted, warn
from iptblob.errors import UsageError
from iptblob.escape import Untrusted
from iptblob.extensions.base import Context
from iptblob.hosttools import version_of
from iptblob.reading.damage import unread_of
from iptblob.reading.source import place_of
from iptblob.render.counted import counted
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.nftables import Native, NftRules
    from iptblob.reading.source import Source
    from iptblob.table import Table
    from iptblob.words.save import Told

Version = tuple[int, int, int]


@dataclass
class Section:
    """A table under its title, or a title with ``#`` lines alone. ``warnings`` are told before it is printed;
    ``unread`` has no part in it; ``status`` is the exit status that it asks for. ``rules`` is what a table of nf_tables
    was read with, ``native`` what is only listed."""

    file: str
    title: str
    table: Table | None = None
    context: Context | None = None
    notes: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    status: int = CLEAN
    rules: NftRules | None = None
    native: Native | None = None

    def chunks(self, *, counters: bool) -> Iterator[bytes]:
        """The text in pieces, names and comments byte for byte."""
        from iptblob.words.save import text_of

        yield from (f"{line}\n".encode("latin-1", "backslashreplace") for line in self._first())
        if self.table is not None and self.context is not None:
            yield from text_of(self.table, self.context, partial(self._tell, self.table), counters=counters)

    def lines(self, *, counters: bool) -> Iterator[str]:
        """The same line by line, for a terminal: a newline in a name or comment must not look like the end of one."""
        from iptblob.words.save import Told, save_lines, save_rules

        yield from self._first()
        if self.table is not None and self.context is not None:
            saved = save_rules(self.table, self.context)
            self._tell(self.table, Told(saved.notes, saved.findings))
            yield from save_lines(saved, counters=counters)

    def announce(self) -> None:
        """What a reader must be told first, on standard error."""
        for line in self.warnings:
            warn(f"{self.file}: {line}")

    def _first(self) -> Iterator[str]:
        self.announce()
        yield from (f"# {line}" for line in (self.title, *self.notes) if line)

    def _tell(self, table: Table, told: Told) -> None:
        for finding in told.findings:
            place = f"{finding.place}, " if finding.chain else ""
            byte = "" if finding.offset is None else f"byte {finding.offset}: "
            warn(f"{self.file}: {table.label}: {place}{byte}{finding.message} [{finding.id}]")


def sections_of(source: Source, choice: Wanted, *, backend: str, iptables: Version | None) -> list[Section]:
    """Everything chosen, legacy tables first. Raises UsageError where nothing is."""
    found = list(_sections(source, choice, backend=backend, iptables=iptables))
    if any(choice) and not any(one.table or one.notes or one.unread for one in found):
        every = _sections(source, Wanted(), backend=backend, iptables=iptables)
        labels = [one.title for one in every if one.title]
        family, table, netns = choice
        wanted = " ".join(part for part in ("no", family, "table", table, netns and f"of {netns}") if part)
        held = "; ".join(dict.fromkeys(labels)) or "none of them"
        raise UsageError(f"{wanted} in it", file=source.file, hint=f"it holds {held}")
    return found


def _sections(source: Source, choice: Wanted, *, backend: str, iptables: Version | None) -> Iterator[Section]:
    held = {BOTH: source.readings or source.dumps, LEGACY: source.readings, NFTABLES: source.dumps}[backend]
    if not held and not source.failures and (backend != BOTH or any(choice) or not source.manifest):
        source.select(*choice)
        what = "rules of nf_tables" if backend == NFTABLES else "legacy table"
        raise UsageError(f"no {what} in it", file=source.file)
    nft = [] if backend == LEGACY else list(_nftables(source, choice, iptables=iptables))
    if backend == NFTABLES:
        lost = [unread_of(failure, source.file) for failure in source.failures if place_of(failure) is None]
        yield Section(source.file, "", unread=lost)
    else:
        held_too = any(one.table or one.notes for one in nft)
        chosen = source.chosen(*choice) if backend == BOTH and source.dumps else source.select(*choice)
        yield from _legacy(source, chosen, iptables=iptables, named=held_too)
    yield from nft


def _legacy(source: Source, chosen: Source, *, iptables: Version | None, named: bool) -> Iterator[Section]:
    yield Section(source.file, "", unread=[*chosen.unread, *chosen.unchained])
    if not chosen.readings:
        return
    version = iptables or version_of(source.manifest, warn)
    for reading in chosen.readings:
        one = reading.table
        warnings = [f"{one.member or one.label}: {doubt}" for doubt in reading.doubts]
        warnings += source.not_loadable(one)
        context = Context(one.family.name, one.abi, source.names_of(one), version)
        status = FOUND if reading.doubts else CLEAN
        yield Section(source.file, title_of(one, named=named), one, context, warnings=warnings, status=status)


def _chosen(one: Table, choice: Wanted) -> bool:
    table, netns = (None if text is None else Untrusted.of(text) for text in choice[1:])
    wanted = (choice.family, table, netns)
    return all(want in (None, own) for want, own in zip(wanted, (one.family.name, one.name, one.netns), strict=True))


def title_of(table: Table, *, named: bool) -> str:
    """``ipv4 filter, nf_tables, network namespace net-1``; legacy is said (``named``) where both could be meant."""
    backend = table.backend if table.origin or named else ""
    space = f"network namespace {table.netns.shown}" if table.netns else ""
    return ", ".join(filter(None, [table.label, backend, space]))


def _nftables(source: Source, choice: Wanted, *, iptables: Version | None) -> Iterator[Section]:
    version = iptables or (version_of(source.manifest, warn, nft=True) if source.dumps else None)
    for rules in _rules(source, choice):
        yield _problems(source, rules)
        for one in rules.tables:
            if _chosen(one, choice) and version is not None:
                context = Context(one.family.name, one.abi, source.names_of(one), version, nft=True)
                yield _section(source, rules, one, context)
        yield from _natives(source, rules, choice)
    left = list(source.nftables_unread(choice.netns, read=True))
    yield Section(source.file, "", warnings=source.nftables_doubts(choice.netns, read=True), unread=left)


def _rules(source: Source, choice: Wanted) -> Iterator[NftRules]:
    if source.dumps:
        from iptblob.nftables import read_rules  # most files have none

        yield from read_rules(source, choice.netns)


def _problems(source: Source, rules: NftRules) -> Section:
    lost = [
        Unread("a dump of nf_tables", source.file, f"NOT READ: {failure}", netns=rules.netns.shown or None)
        for failure in rules.failures
    ]
    lost += [Unread("nf_tables", source.file, doubt, netns=rules.netns.shown or None) for doubt in rules.doubts]
    return Section(source.file, "", unread=lost)


def _section(source: Source, rules: NftRules, table: Table, context: Context) -> Section:
    foreign, hidden = (len(table.origin.foreign), len(table.origin.hidden)) if table.origin else (0, 0)
    told = f"{table.label}, nf_tables: {counted(foreign, 'rule')} not written by iptables: printed whole, behind #"
    warnings = [told] if foreign else []
    if hidden:
        warnings.append(
            f"{table.label}, nf_tables: {counted(hidden, 'rule')} of which the text hides a condition: see the # lines"
        )
    notes = ("dormant: no packet passes this table",) if table.label in rules.dormant else ()
    status = FOUND if foreign else CLEAN
    title = title_of(table, named=True)
    return Section(source.file, title, table, context, notes=notes, warnings=warnings, status=status,
                   rules=rules)  # fmt: skip


def _natives(source: Source, rules: NftRules, choice: Wanted) -> Iterable[Section]:
    from iptblob.nftables.native import concerns

    for native in rules.natives:
        if not concerns(native, choice.family, choice.table):
            continue
        space = f", network namespace {native.netns.shown}" if native.netns else ""
        title, *chains = native.lines()
        why = "NOT READ: only the chains are listed"
        left = Unread(native.so_many, source.file, why, netns=native.netns.shown or None)
        yield Section(source.file, f"nf_tables {title}{space}", notes=tuple(chains),
                      unread=[left] if native.rules else [], native=native)  # fmt: skip
