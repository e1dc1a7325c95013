"""`iptblob show`: tables as text or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import (
    CLEAN,
    FOUND,
    NFTABLES,
    Wanted,
    backend_option,
    host_iptables_option,
    opened,
    source_options,
    unread,
    write_bytes,
    write_text,
)
from iptblob.cli.sections import Section, sections_of
from iptblob.cli.terminal import on_terminal
from iptblob.escape import visible
from iptblob.hosttools import version_of

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.reading.source import Source


@click.command(name="show")
@click.argument("file")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", metavar="NAME", help="Only this network namespace: its label, a name, container or cgroup.")
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

    \b
    iptblob show host.iptb --table filter
    iptblob show host.iptb --format tree --follow
    iptblob show rules.v4
    """
    if follow and form != "tree":
        raise click.UsageError("--follow belongs to --format tree")
    source = opened(file, family, abi, answers=True)
    choice = Wanted(family, table, source.label_of(netns))
    sections = sections_of(source, choice, backend=backend, iptables=iptables)
    unread(one for section in sections for one in section.unread)
    status = max((FOUND if source.problems else CLEAN, *(section.status for section in sections)))
    if form == "json":
        for section in sections:
            section.announce()
        source = source.chosen(*choice) if backend != NFTABLES else replace(source, readings=(), failures=())
        write_text(_json(source, sections, iptables))
        return status
    if form == "tree":
        from iptblob.render.tree import show_tree

        for section in sections:
            section.announce()
            chosen = (section.table, section.context, section.title, section.notes)
            write_text(show_tree(*chosen, counters=counters, follow=follow))
        return status
    if on_terminal():
        write_text(f"{visible(line)}\n" for section in sections for line in section.lines(counters=counters))
    else:
        write_bytes(chunk for section in sections for chunk in section.chunks(counters=counters))
    return status


def _json(source: Source, sections: Sequence[Section], iptables: tuple[int, int, int] | None) -> Iterator[str]:
    """Legacy tables and those of nf_tables in one document."""
    from iptblob.cli.account import account
    from iptblob.render.json.nftables import native_json, nft_tables_json
    from iptblob.render.json.tables import show_json

    version = iptables or version_of(source.manifest)
    nft = [
        (one.rules, one.table, one.context) for one in sections if one.rules and one.table and one.context is not None
    ]
    natives = [native_json(one.native) for one in sections if one.native]
    return show_json(source, version, account().unread, nft=nft_tables_json(nft), natives=natives)
