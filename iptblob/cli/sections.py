"""What `show` prints, back-end by back-end: tables with their titles, and what of nf_tables is no table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from iptblob.backends import doubts, unread_rules
from iptblob.cli.common import BOTH, CLEAN, FAILED, FOUND, LEGACY, NFT, warn
from iptblob.errors import UsageError
from iptblob.extensions.base import Context
from iptblob.hosttools import version_of
from iptblob.render.counted import counted

if TYPE_CHECKING:
    from iptblob.nftables import NftRules
    from iptblob.reading.source import Source
    from iptblob.table import Table
    from iptblob.words.save import Told

Version = tuple[int, int, int]


@dataclass
class Section:
    """A table under its title, or a title with ``#`` lines alone. ``warnings`` are told before it is printed;
    ``status`` is the exit status that it asks for."""

    file: str
    title: str
    table: Table | None = None
    context: Context | None = None
    notes: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)
    status: int = CLEAN

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

    def _first(self) -> Iterator[str]:
        for line in self.warnings:
            warn(f"{self.file}: {line}")
        yield from (f"# {line}" for line in (self.title, *self.notes) if line)

    def _tell(self, table: Table, told: Told) -> None:
        for finding in told.findings:
            place = f"{finding.place}, " if finding.chain else ""
            byte = "" if finding.offset is None else f"byte {finding.offset}: "
            warn(f"{self.file}: {table.label}: {place}{byte}{finding.message} [{finding.id}]")


def sections_of(
    source: Source, family: str | None, table: str | None, netns: str | None, *, backend: str, iptables: Version | None
) -> list[Section]:
    """Everything chosen, legacy tables first. Raises UsageError where nothing is."""
    found = list(_sections(source, family, table, netns, backend=backend, iptables=iptables))
    if (family or table or netns) and not source.failures and not any(one.table or one.notes for one in found):
        every = _sections(source, None, None, None, backend=backend, iptables=iptables)
        labels = [one.title for one in every if one.title]
        wanted = " ".join(part for part in ("no", family, "table", table, netns and f"of {netns}") if part)
        held = "; ".join(dict.fromkeys(labels)) or "none of them"
        raise UsageError(f"{wanted} in it", file=source.file, hint=f"it holds {held}")
    return found


def _sections(
    source: Source, family: str | None, table: str | None, netns: str | None, *, backend: str, iptables: Version | None
) -> Iterator[Section]:
    held = {BOTH: source.readings or source.dumps, LEGACY: source.readings, NFT: source.dumps}[backend]
    if not held and not source.failures and (backend != BOTH or family or table or netns or not source.manifest):
        source.select(family, table, netns)
        what = "rules of nf_tables" if backend == NFT else "legacy table"
        raise UsageError(f"no {what} in it", file=source.file)
    if source.failures and not source.readings:
        yield Section(source.file, "", status=FAILED)
    elif source.failures:
        yield Section(source.file, "", status=FOUND)
    if backend != NFT and (source.readings or not source.dumps):
        nft_too = backend == BOTH and bool(source.dumps)
        yield from _legacy(source, family, table, netns, iptables=iptables, named=nft_too)
    if backend != LEGACY:
        yield from _nftables(source, family, table, netns, iptables=iptables)


def _legacy(
    source: Source, family: str | None, table: str | None, netns: str | None, *, iptables: Version | None, named: bool
) -> Iterator[Section]:
    chosen = source if named and not _any(source, family, table, netns) else source.select(family, table, netns)
    if chosen is source and named and (family or table or netns):
        return  # only the other back-end has what was asked for
    version = iptables or version_of(source.manifest, warn)
    for reading in chosen.readings:
        one = reading.table
        warnings = [f"{one.label}: {misfit}" for misfit in reading.misfit]
        if one.walk.stopped_at is not None:
            warnings.append(f"{one.label}: byte {one.base + one.walk.stopped_at}: {one.walk.reason}")
        context = Context(one.family.name, one.abi, source.names_of(one), version)
        status = FOUND if reading.is_damaged else CLEAN
        yield Section(source.file, title_of(one, named=named), one, context, warnings=warnings, status=status)


def _any(source: Source, family: str | None, table: str | None, netns: str | None) -> bool:
    return any(_chosen(reading.table, family, table, netns) for reading in source.readings)


def _chosen(one: Table, family: str | None, table: str | None, netns: str | None) -> bool:
    wanted = (family, table.encode() if table is not None else None, netns)
    return all(want in (None, own) for want, own in zip(wanted, (one.family.name, one.name, one.netns), strict=True))


def title_of(table: Table, *, named: bool) -> str:
    """``ipv4 filter, nf_tables, network namespace net-1``; legacy is said (``named``) where both could be meant."""
    backend = table.backend if table.origin or named else ""
    space = f"network namespace {table.netns}" if table.netns else ""
    return ", ".join(filter(None, [table.label, backend, space]))


def _nftables(
    source: Source, family: str | None, table: str | None, netns: str | None, *, iptables: Version | None
) -> Iterator[Section]:
    from iptblob.nftables import read_rules

    version = iptables or (version_of(source.manifest, warn, nft=True) if source.dumps else None)
    for rules in read_rules(source, netns):
        yield Section(source.file, "", warnings=_problems(rules), status=_trouble(rules))
        for one in rules.tables:
            if _chosen(one, family, table, netns) and version is not None:
                context = Context(one.family.name, one.abi, source.names_of(one), version, nft=True)
                yield _section(source, rules, one, context)
        yield from _natives(source, rules, family, table)
    read = {dump.netns for dump in source.dumps}
    left = [one for one in unread_rules(source.manifest, netns) if one.netns not in read]
    doubtful = [line for line in doubts(source.manifest, netns) if line.partition(":")[0] not in read]
    yield Section(source.file, "", warnings=[*map(str, left), *doubtful], status=FAILED if left else CLEAN)


def _problems(rules: NftRules) -> list[str]:
    where = f"{rules.netns}: " if rules.netns else ""
    return [*(f"{where}nf_tables: {doubt}" for doubt in rules.doubts),
            *(f"{where}nf_tables: NOT READ: {failure}" for failure in rules.failures)]  # fmt: skip


def _trouble(rules: NftRules) -> int:
    return FAILED if rules.failures else FOUND if rules.doubts else CLEAN


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
    return Section(source.file, title, table, context, notes=notes, warnings=warnings, status=status)


def _natives(source: Source, rules: NftRules, family: str | None, table: str | None) -> Iterable[Section]:
    from iptblob.nftables.native import concerns

    for native in rules.natives:
        if not concerns(native, family, table):
            continue
        space = f", network namespace {native.netns}" if native.netns else ""
        title, *chains = native.lines()
        told = f"nf_tables {native.label}: {counted(native.rules, 'rule')} NOT READ: only the chains are listed"
        warnings = [f"{native.netns}: {told}" if native.netns else told] if native.rules else []
        yield Section(source.file, f"nf_tables {title}{space}", notes=tuple(chains), warnings=warnings,
                      status=FAILED if native.rules else CLEAN)  # fmt: skip
