"""`iptblob show`: tables as text or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import (
    CLEAN,
    FAILED,
    FOUND,
    iptables_option,
    open_input,
    source_options,
    warn,
    write_lines,
    write_text,
)

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.render.save import Told
    from iptblob.source import Source
    from iptblob.table import Table


@click.command(name="show")
@click.argument("file")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", help="Only this network namespace.")
@click.option(
    "--format", "form", type=click.Choice(["save", "tree", "json"]), default="save", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.option("--follow", is_flag=True, help="With tree: show a chain again under each jump to it.")
@click.option("-c", "--counters", is_flag=True, help="Print packet and byte counters.")
@iptables_option
def command(
    file: str,
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    form: str,
    follow: bool,
    counters: bool,
    iptables: tuple[int, int, int],
) -> int:
    """Print the tables of FILE: line for line what iptables-save prints, apart from # lines.

    FILE is a snapshot (.iptb), a bare .blob or .replace, or - for standard input. Names and comments are written
    byte for byte when standard output is no terminal, and escaped on one. Exit status: 0 all was printed, 1 bytes are
    missing or do not fit together, 2 nothing could be read.
    """
    source = open_input(file, family, abi).select(family, table, netns)
    if form == "json":
        from iptblob.render.json import show_json

        write_text(show_json(source, iptables))
    elif form == "tree":
        from iptblob.render.tree import show_tree

        write_text(show_tree(source, iptables, counters=counters, follow=follow))
    else:
        write_lines(save_chunks(source, iptables, counters=counters))
    if source.failures and not source.readings:
        return FAILED
    return FOUND if source.failures or any(reading.is_damaged for reading in source.readings) else CLEAN


def save_chunks(source: Source, iptables: tuple[int, int, int], *, counters: bool) -> Iterator[bytes]:
    """The text of each table, with what must be told about it on standard error."""
    from iptblob.ext.base import Context
    from iptblob.render.save import text_of

    for reading in source.readings:
        table = reading.table
        for misfit in reading.misfit:
            warn(f"{source.file}: {table.label}: {misfit}")
        if table.walk.stopped_at is not None:
            warn(f"{source.file}: {table.label}: byte {table.base + table.walk.stopped_at}: {table.walk.reason}")
        note = f", network namespace {table.netns}" if table.netns else ""
        yield f"# {table.label}{note}\n".encode("latin-1", "backslashreplace")
        context = Context(table.family.name, table.abi, source.names_of(table), iptables)
        yield from text_of(table, context, partial(_warn_of, source.file, table), counters=counters)


def _warn_of(file: str, table: Table, told: Told) -> None:
    for finding in told.findings:
        place = f"{finding.chain}:{finding.rule}, " if finding.chain else ""
        warn(f"{file}: {table.label}: {place}byte {finding.offset}: {finding.message} [{finding.id}]")
