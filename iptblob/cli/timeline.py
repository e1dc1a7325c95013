"""`iptblob timeline`: rules and counters over many snapshots."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import (
    CLEAN,
    FOUND,
    LEGACY,
    NFTABLES,
    Wanted,
    backend_option,
    iptables_option,
    opened,
    source_options,
    unread,
    write_text,
)
from iptblob.cli.quiet import quiet_option
from iptblob.cli.tell import note

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.diff.sides import Side
    from iptblob.fleet.timeline import Moment, TableHistory
    from iptblob.reading.source import Source
    from iptblob.unread import Unread

HELD_BESIDE = 100_000  # bytes that an opened snapshot takes beside its tables, its manifest above all


@click.command(name="timeline")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@quiet_option("form", "every")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", metavar="NAME", help="Only this network namespace: its label, a name, container or cgroup.")
@backend_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.option("--all", "every", is_flag=True, help="List every rule that was hit, and every one that never was.")
@iptables_option
def command(
    files: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    backend: str,
    form: str,
    every: bool,
    iptables: tuple[int, int, int],
) -> int:
    """Follow rules and counters through snapshots: first and last seen, moved, edited, hit, never hit.

    Snapshots are taken in the order of their time; bare buffers, which have none, in the order given. Legacy tables and
    those of iptables-nft each have a history of their own. A FILE may be a folder: every file in it is taken, and what
    is plainly no table is named and left out.
    Exit status: 0 if the rules are the same in all files, 1 if not, 2 if something could not be read, or only partly,
    or holds rules of nf_tables, which were not: it is named, and the rest is followed.

    \b
    iptblob timeline captures/
    iptblob timeline monday.iptb tuesday.iptb --all
    """
    from iptblob.cli.several import each_readable, meant
    from iptblob.fleet.moments import refuse_two_hosts
    from iptblob.fleet.shelf import Lazily, Shelf
    from iptblob.fleet.timeline import histories, in_time, moment_of

    wanted = Wanted(family, table, netns)
    named = meant(files)
    opening = partial(_opened, abi=abi, wanted=wanted, backend=backend)
    shelf = Shelf(opening, _weight)
    given: list[Moment] = []
    hosts: list[tuple[str, dict[str, object]]] = []
    lost: list[Unread] = []
    doubts: list[str] = []
    has_nft = False
    for source, nft in each_readable(named.files, opening, named.inside):
        shelf.put(source.file, (source, nft), stays=source.file == "-")
        given.append(moment_of(source, lambda file=source.file: shelf.get(file)[0]))  # type: ignore[misc]
        hosts.append((source.file, {"host": (source.manifest or {}).get("host")}))
        lost += _lost(source, nft, backend, netns)
        doubts += [f"{source.file}: {line}" for line in _doubts(source, nft, backend, netns)]
        has_nft = has_nft or bool(nft and nft.tables)
    refuse_two_hosts(hosts)
    unread(lost)
    _tell(doubts)
    found = in_time(given)
    if len(found) > 1 and any(moment.realtime is None for moment in found):
        note("not all files say when they were captured: taken in the order given, without rates")
    told = Lazily(lambda at: shelf.get(found[at].file)[1], len(found)) if has_nft else None
    tables = histories(found, iptables, legacy=backend != NFTABLES, nft=told)
    _print(form, found, tables, every=every)
    return FOUND if any(map(_changed, tables)) else CLEAN


def _print(form: str, found: list[Moment], tables: list[TableHistory], *, every: bool) -> None:
    if form == "json":
        from iptblob.render.json.timeline import timeline_chunks

        write_text(timeline_chunks(found, tables, account().unread))
    else:
        from iptblob.render.timeline import timeline_lines

        write_text(f"{line}\n" for line in timeline_lines(found, tables, every=every))


def _changed(history: TableHistory) -> bool:
    return bool(history.events) or any(rule.events for rule in history.rules)


def _weight(one: tuple[Source, Side | None]) -> int:
    """Bytes that a file takes when it is opened: those of its tables, and about as many for what was found in them."""
    from iptblob.table import Table

    source, nft = one
    tables = [*(reading.table for reading in source.readings), *(nft.tables.values() if nft is not None else ())]
    return 2 * sum(len(table.data) for table in tables if isinstance(table, Table)) + HELD_BESIDE


def _lost(source: Source, nft: Side | None, backend: str, netns: str | None) -> list[Unread]:
    """What of a file was not read."""
    from iptblob.diff.sides import side_of_source

    lost = side_of_source(source, nft=nft).unread if backend != NFTABLES else ()
    unasked = source.nftables_unread(source.label_of(netns)) if backend == LEGACY else ()
    return [*(one for one in lost if one not in unasked), *(nft.unread if nft is not None else ())]


def _tell(lines: list[str]) -> None:
    for line in lines:
        note(line)


def _doubts(source: Source, nft: Side | None, backend: str, netns: str | None) -> list[str]:
    return [] if backend == LEGACY else list(source.nftables_doubts(source.label_of(netns), read=nft is not None))


def _opened(path: str, *, abi: Abi | None, wanted: Wanted, backend: str) -> tuple[Source, Side | None]:
    """A file's legacy tables, and its side of nf_tables where that is wanted and the file says anything of it."""
    from iptblob.diff.backends import nft_side

    source = opened(path, wanted.family, abi, answers=backend != LEGACY)
    wanted = wanted._replace(netns=source.label_of(wanted.netns))
    nft = None if backend == LEGACY else nft_side(source, *wanted)
    if backend == NFTABLES:
        return source.chosen(*wanted), nft
    return (source.chosen if nft and nft.tables else source.select)(*wanted), nft
