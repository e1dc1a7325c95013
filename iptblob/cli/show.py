"""`iptblob show`: tables as text or JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import (
    BOTH,
    CLEAN,
    FAILED,
    FOUND,
    NFT,
    backend_option,
    host_iptables_option,
    open_input,
    source_options,
    warn,
    warn_of_nftables,
    write_bytes,
    write_text,
)
from iptblob.cli.sections import sections_of
from iptblob.escape import visible
from iptblob.hosttools import version_of

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.reading.source import Source


@click.command(name="show")
@click.argument("file")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", help="Only this network namespace.")
@backend_option
@click.option(
    "--format", "form", type=click.Choice(["save", "tree", "json"]), default="save", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.option("--follow", is_flag=True, help="With tree: show a chain again under each jump to it.")
@click.option("-c", "--counters", is_flag=True, help="Print packet and byte counters.")
@host_iptables_option
def command(
    file: str,
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    backend: str,
    form: str,
    follow: bool,
    counters: bool,
    iptables: tuple[int, int, int] | None,
) -> int:
    """Print the tables of FILE: line for line what iptables-save prints, apart from # lines.

    FILE is a snapshot (.iptb), a bare .blob or .replace, answers of nf_tables (.nl), or - for standard input. The rules
    of each back-end stand under a line that names it: what iptables-nft wrote as iptables-nft-save prints it, rules
    that it did not write whole behind a #, and other tables of nf_tables by their chains. Names and comments are
    written byte for byte when standard output is no terminal, and escaped on one. Exit status: 0 all was printed, 1
    bytes are missing or do not fit together, or rules are in no words of iptables, 2 nothing could be read, or rules
    of nf_tables were not.
    """
    if follow and form != "tree":
        raise click.UsageError("--follow belongs to --format tree")
    source = open_input(file, family, abi, answers=True)
    if form != "save":
        return _legacy_only(source, (family, table, netns, backend), form, iptables, counters=counters, follow=follow)
    sections = sections_of(source, family, table, netns, backend=backend, iptables=iptables)
    if sys.stdout.isatty():
        write_text(f"{visible(line)}\n" for section in sections for line in section.lines(counters=counters))
    else:
        write_bytes(chunk for section in sections for chunk in section.chunks(counters=counters))
    return max([section.status for section in sections], default=FAILED if source.failures else CLEAN)


def _legacy_only(
    source: Source, chosen: tuple[str | None, str | None, str | None, str], form: str,
    iptables: tuple[int, int, int] | None, *, counters: bool, follow: bool,
) -> int:  # fmt: skip
    """JSON and trees, which are of the legacy tables alone."""
    family, table, netns, backend = chosen
    if backend == NFT or not (source.readings or source.failures or source.manifest):
        raise click.UsageError(f"--format {form} is of legacy tables alone; --format save prints those of nf_tables")
    unread = warn_of_nftables(source, netns) if backend == BOTH else ()
    source = source.select(family, table, netns)
    iptables = iptables or version_of(source.manifest, warn)
    if form == "json":
        from iptblob.render.json.tables import show_json

        write_text(show_json(source, iptables, unread))
    else:
        from iptblob.render.tree import show_tree

        write_text(show_tree(source, iptables, counters=counters, follow=follow))
    if unread or (source.failures and not source.readings):
        return FAILED
    return FOUND if source.failures or any(reading.is_damaged for reading in source.readings) else CLEAN
