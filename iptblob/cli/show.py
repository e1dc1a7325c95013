"""`iptblob show`: tables as text or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import (
    CLEAN,
    FOUND,
    Wanted,
    host_iptables_option,
    open_input,
    source_options,
    unread,
    warn,
    warn_of_nftables,
    write_bytes,
    write_text,
)
from iptblob.escape import visible
from iptblob.hosttools import version_of

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.extensions.base import Context
    from iptblob.reading.source import Source
    from iptblob.table import Table
    from iptblob.words.save import Told


@click.command(name="show")
@click.argument("file")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", help="Only this network namespace.")
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
    form: str,
    follow: bool,
    counters: bool,
    iptables: tuple[int, int, int] | None,
) -> int:
    """Print the tables of FILE: line for line what iptables-save prints, apart from # lines.

    FILE is a snapshot (.iptb), a bare .blob or .replace, or - for standard input. Names and comments are written
    byte for byte when standard output is no terminal, and escaped on one. Exit status: 0 all of it was printed, 1 the
    manifest and the bytes contradict each other, 2 it could not be read, or only partly, or rules of nf_tables were
    not: what is missing is named.
    """
    if follow and form != "tree":
        raise click.UsageError("--follow belongs to --format tree")
    source = open_input(file, family, abi, choice=Wanted(family, table, netns))
    unread(source.unchained)
    warn_of_nftables(source, netns)
    iptables = iptables or version_of(source.manifest, warn)
    if form == "json":
        from iptblob.render.json.tables import show_json

        write_text(show_json(source, iptables, netns))
    elif form == "tree":
        from iptblob.render.tree import show_tree

        write_text(show_tree(source, iptables, counters=counters, follow=follow))
    elif sys.stdout.isatty():
        write_text(f"{visible(line)}\n" for line in save_lines_of(source, iptables, counters=counters))
    else:
        write_bytes(save_chunks(source, iptables, counters=counters))
    return FOUND if any(reading.doubts for reading in source.readings) else CLEAN


def save_chunks(source: Source, iptables: tuple[int, int, int], *, counters: bool) -> Iterator[bytes]:
    """The text of each table, with what must be told about it on standard error."""
    from iptblob.words.save import text_of

    for table, context, title in _tables(source, iptables):
        yield title.encode("utf-8") + b"\n"
        yield from text_of(table, context, partial(_warn_of, source.file, table), counters=counters)


def save_lines_of(source: Source, iptables: tuple[int, int, int], *, counters: bool) -> Iterator[str]:
    """The same line by line, for a terminal: a newline in a name or comment must not look like the end of a line."""
    from iptblob.words.save import Told, save_lines, save_rules

    for table, context, title in _tables(source, iptables):
        saved = save_rules(table, context)
        _warn_of(source.file, table, Told(saved.notes, saved.findings))
        yield title
        yield from save_lines(saved, counters=counters)


def _tables(source: Source, iptables: tuple[int, int, int]) -> Iterator[tuple[Table, Context, str]]:
    """Each table with the context and the title of its text."""
    from iptblob.extensions.base import Context

    for reading in source.readings:
        table = reading.table
        for doubt in reading.doubts:
            warn(f"{source.file}, {table.member or table.label}: {doubt}")
        note = f", network namespace {table.netns.shown}" if table.netns else ""
        context = Context(table.family.name, table.abi, source.names_of(table), iptables)
        yield table, context, f"# {table.label}{note}"


def _warn_of(file: str, table: Table, told: Told) -> None:
    for finding in told.findings:
        place = f"{finding.place}, " if finding.chain else ""
        warn(f"{file}: {table.label}: {place}byte {finding.offset}: {finding.message} [{finding.id}]")
