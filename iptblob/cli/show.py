"""`iptblob show`: tables as text or JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import (
    BOTH,
    CLEAN,
    FOUND,
    NFTABLES,
    Wanted,
    backend_option,
    host_iptables_option,
    opened,
    source_options,
    unread,
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
@click.option("--follow", is_flag=True, help="With tree: show a chain in full under the first jump to it.")
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

    FILE is a snapshot (.iptb), a bare .blob or .replace, answers of nf_tables (.nl), a text of rules, which is printed
    as iptables-save would print it once it is loaded, or - for standard input. The rules
    of each back-end stand under a line that names it: what iptables-nft wrote as iptables-nft-save prints it, rules
    that it did not write whole behind a #, and other tables of nf_tables by their chains. Names and comments are
    written byte for byte when standard output is no terminal, and escaped on one. Exit status: 0 all of it was printed,
    1 the manifest and the bytes contradict each other, or rules are in no words of iptables, or in no bytes (they are
    printed as written), 2 it could not be read, or only partly, or rules of nf_tables were not, or its capture lacks
    something: what is missing is named.
    """
    if follow and form != "tree":
        raise click.UsageError("--follow belongs to --format tree")
    source = opened(file, family, abi, answers=True)
    choice = Wanted(family, table, netns)
    if form != "save":
        return _legacy_only(source, choice, backend, form, iptables, counters=counters, follow=follow)
    sections = sections_of(source, choice, backend=backend, iptables=iptables)
    unread(one for section in sections for one in section.unread)
    if sys.stdout.isatty():
        write_text(f"{visible(line)}\n" for section in sections for line in section.lines(counters=counters))
    else:
        write_bytes(chunk for section in sections for chunk in section.chunks(counters=counters))
    refused = FOUND if source.problems else CLEAN
    return max((refused, *(section.status for section in sections)))


def _legacy_only(
    source: Source, choice: Wanted, backend: str, form: str, iptables: tuple[int, int, int] | None,
    *, counters: bool, follow: bool,
) -> int:  # fmt: skip
    """JSON and trees, which are of the legacy tables alone."""
    if backend == NFTABLES or not (source.readings or source.failures or source.manifest):
        raise click.UsageError(f"--format {form} is of legacy tables alone; --format save prints those of nf_tables")
    source = source.select(*choice)
    unread([*source.unread, *source.unchained])
    if backend == BOTH:
        warn_of_nftables(source, choice.netns)
    for note in (note for table in source.tables for note in source.not_loadable(table)):
        warn(f"{source.file}: {note}")
    iptables = iptables or version_of(source.manifest, warn)
    if form == "json":
        from iptblob.render.json.tables import show_json

        write_text(show_json(source, iptables, choice.netns, nftables=backend == BOTH))
    else:
        from iptblob.render.tree import show_tree

        write_text(show_tree(source, iptables, counters=counters, follow=follow))
    return FOUND if source.problems or any(reading.doubts for reading in source.readings) else CLEAN
