"""`iptblob timeline`: rules and counters over many snapshots."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import (
    CLEAN,
    FOUND,
    Wanted,
    iptables_option,
    open_input,
    source_options,
    unread,
    warn,
    warn_of_nftables,
    write_text,
)

if TYPE_CHECKING:
    from iptblob.abi import Abi


@click.command(name="timeline")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", help="Only this network namespace.")
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
    form: str,
    every: bool,
    iptables: tuple[int, int, int],
) -> int:
    """Follow rules and counters through snapshots: first and last seen, moved, edited, hit, never hit.

    Snapshots are taken in the order of their time; bare buffers, which have none, in the order given.
    Exit status: 0 if the rules are the same in all files, 1 if not, 2 if something could not be read, or only partly,
    or holds rules of nf_tables, which were not: it is named, and the rest is followed.
    """
    from iptblob.cli.several import each_readable
    from iptblob.diff.sides import side_of_source
    from iptblob.fleet.moments import refuse_two_hosts
    from iptblob.fleet.timeline import histories, moments

    choice = Wanted(family, table, netns)
    sources = list(each_readable(files, partial(open_input, family=family, abi=abi, choice=choice)))
    refuse_two_hosts([(source.file, source.manifest or {}) for source in sources])
    for source in sources:
        unread(side_of_source(source).unread)
        warn_of_nftables(source, netns)
    found = moments(sources)
    if any(moment.realtime is None for moment in found) and len(found) > 1:
        warn("not all files say when they were captured: taken in the order given, without rates")
    tables = histories(found, iptables)
    if form == "json":
        from iptblob.render.json.timeline import timeline_json

        write_text([timeline_json(found, tables, account().unread)])
    else:
        from iptblob.render.timeline import timeline_lines

        write_text(f"{line}\n" for line in timeline_lines(found, tables, every=every))
    changed = any(history.events or any(rule.events for rule in history.rules) for history in tables)
    return FOUND if changed else CLEAN
