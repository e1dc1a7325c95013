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
    from iptblob.reading.source import Source


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
    from iptblob.diff.sides import side_of_source
    from iptblob.fleet.moments import refuse_two_hosts
    from iptblob.fleet.timeline import histories, moments

    wanted = Wanted(family, table, netns)
    named = meant(files)
    opening = partial(_opened, abi=abi, wanted=wanted, backend=backend)
    given = list(each_readable(named.files, opening, named.inside))
    refuse_two_hosts([(source.file, source.manifest or {}) for source, _ in given])
    for source, nft in given:
        lost = side_of_source(source, nft=nft).unread if backend != NFTABLES else ()
        own = source.label_of(netns)
        unasked = source.nftables_unread(own) if backend == LEGACY else ()
        unread([*(one for one in lost if one not in unasked), *(nft.unread if nft is not None else ())])
        for line in source.nftables_doubts(own, read=nft is not None) if backend != LEGACY else ():
            note(f"{source.file}: {line}")
    sides = {source.file: nft for source, nft in given}
    found = moments([source for source, _ in given])
    if any(moment.realtime is None for moment in found) and len(found) > 1:
        note("not all files say when they were captured: taken in the order given, without rates")
    told = None if backend == LEGACY else [sides[moment.file] for moment in found]
    tables = histories(found, iptables, legacy=backend != NFTABLES, nft=told)
    if form == "json":
        from iptblob.render.json.timeline import timeline_json

        write_text([timeline_json(found, tables, account().unread)])
    else:
        from iptblob.render.timeline import timeline_lines

        write_text(f"{line}\n" for line in timeline_lines(found, tables, every=every))
    changed = any(history.events or any(rule.events for rule in history.rules) for history in tables)
    return FOUND if changed else CLEAN


def _opened(path: str, *, abi: Abi | None, wanted: Wanted, backend: str) -> tuple[Source, Side | None]:
    """A file's legacy tables, and its side of nf_tables where that is wanted and the file says anything of it."""
    from iptblob.diff.backends import nft_side

    source = opened(path, wanted.family, abi, answers=backend != LEGACY)
    wanted = wanted._replace(netns=source.label_of(wanted.netns))
    nft = None if backend == LEGACY else nft_side(source, *wanted)
    if backend == NFTABLES:
        return source.chosen(*wanted), nft
    return (source.chosen if nft and nft.tables else source.select)(*wanted), nft
