"""`iptblob inspect`: one rule as annotated hex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iptblob.cli.colour import color_option, coloured
from iptblob.cli.common import (
    CLEAN,
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
from iptblob.cli.progress import end_progress
from iptblob.cli.terminal import start_pager
from iptblob.errors import UsageError
from iptblob.family import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iptblob.abi import Abi
    from iptblob.reading.detect import Detected
    from iptblob.reading.source import Source
    from iptblob.render.hexview import HexLine
    from iptblob.table import Table

STYLES = {
    "title": "bold", "section": "bold cyan", "padding": "bright_black", "kernel": "magenta", "flagged": "bold red",
    "counter": "green", "state": "yellow", "head": "bold", "removed": "red", "added": "green", "marks": "bold yellow",
}  # fmt: skip


@click.command(name="inspect")
@click.argument("file")
@click.argument("other", metavar="[B]", required=False)
@source_options
@color_option
@click.option("--table", help="The table; needed where FILE holds several.")
@click.option("--netns", metavar="NAME",
              help="The network namespace (label, name, container or cgroup); needed where FILE holds several.")
@backend_option
@click.option(
    "--rule", "rules", metavar="PLACE", multiple=True,
    help="[NETNS/][nft:]FAMILY/TABLE/CHAIN:N, or :policy, :head; CHAIN:N if one has it. With B twice, if it moved.",
)  # fmt: skip
@click.option("--offset", metavar="N", help="What holds this byte of the file or member; entry:N from the first entry.")
@click.option("--header", is_flag=True, help="The headers before the entries.")
@iptables_option
def command(
    file: str,
    other: str | None,
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    backend: str,
    rules: tuple[str, ...],
    offset: str | None,
    header: bool,
    iptables: tuple[int, int, int],
) -> int:
    """Show one rule of FILE as annotated hex: every byte, its field, its meaning. With B, that rule of both, and which
    bytes differ.

    Offsets on the left are bytes in FILE, or in the member of a snapshot. Padding and kernel-private bytes that are not
    zero are flagged. Every place that a command prints is taken by --rule, every byte by --offset. Of a rule of
    nf_tables its message is shown: nft: before FAMILY, or --backend nft, says that it is meant where the legacy tables
    have such a place too. Bytes of nf_tables count in the dump (NETNS/nft/rules.nl, or the .nl file).

    \b
    iptblob inspect host.iptb --rule ipv4/filter/INPUT:6
    iptblob inspect before.iptb after.iptb --rule ipv4/filter/INPUT:6
    """
    if bool(rules) + (offset is not None) + header > 1:
        raise UsageError("say one of --rule PLACE, --offset N and --header")
    wanted = Wanted(family, table, netns)
    if other is not None:
        from iptblob.cli.inspect_two import compared

        if not 1 <= len(rules) <= 2:
            raise UsageError("two files: say which rule with --rule PLACE, twice where it has another place in B")
        _print(list(compared((file, other), abi, wanted, backend, rules=(rules[0], rules[-1]), iptables=iptables)))
        return CLEAN
    if len(rules) > 1:
        raise UsageError("--rule is given twice only with a second file")
    rule = rules[0] if rules else None
    _print(list(_chosen(file, abi, wanted, backend, rule=rule, offset=offset, header=header, iptables=iptables)))
    return CLEAN


def _chosen(
    file: str, abi: Abi | None, wanted: Wanted, backend: str, *, rule: str | None, offset: str | None, header: bool,
    iptables: tuple[int, int, int],
) -> Iterable[HexLine]:  # fmt: skip
    from iptblob.cli.place import Spot, by_offset, by_place, only_table
    from iptblob.reading.bare import bare_reply
    from iptblob.reading.damage import unread_of
    from iptblob.reading.opening import read_bytes
    from iptblob.render.headers import bare_view

    data = read_bytes(file)
    bare = bare_reply(data, FAMILIES[wanted.family] if wanted.family else None, abi)
    if bare is not None:
        return bare_view(bare, file)
    if rule is None and offset is None and not header:
        raise UsageError("say which rule: --rule PLACE, --offset N or --header")
    source = opened(file, wanted.family, abi, data, answers=True)
    wanted = wanted._replace(netns=source.label_of(wanted.netns))
    if source.dumps and backend != LEGACY and not header:
        from iptblob.cli.inspect_nft import lines_of_nft

        lines = lines_of_nft(source, wanted, iptables, rule=rule, offset=offset, alone=backend == NFTABLES)
        if lines is not None:
            return lines
    if backend == NFTABLES or not (source.readings or source.failures or source.manifest):
        raise UsageError("no rules of nf_tables in it" if not source.dumps else "no header is in answers of nf_tables",
                         file=source.file)  # fmt: skip
    source = source.select(*wanted)
    unread(unread_of(failure, source.file) for failure in source.failures)
    if header:
        found = Spot(only_table(source), None)
    else:
        found = by_place(source, rule) if rule is not None else by_offset(source, offset or "")
    if found.entry is None:
        return _header_lines(source, found.reading)
    if found.entry == len(found.reading.table):
        return _stopped_lines(source, found.reading.table)
    return _lines(source, found.reading.table, found.entry, iptables)


def _header_lines(source: Source, reading: Detected) -> Iterable[HexLine]:
    from iptblob.render.headers import headers_view
    from iptblob.render.hexview import HexLine, folded

    yield HexLine(f"{reading.table.label} header", "head")
    yield from folded(_where(source, reading.table))
    yield HexLine("")
    yield from headers_view(reading, source.names_of(reading.table))


def _stopped_lines(source: Source, table: Table) -> Iterable[HexLine]:
    """What stands where no whole entry could be read."""
    from iptblob.cli.place import place_of
    from iptblob.render.hexview import HexLine, folded, struct_view
    from iptblob.table.fields import head_fields

    start = table.walk.stopped_at or 0
    yield HexLine(place_of(table, len(table)), "head")
    yield from folded(_where(source, table))
    yield HexLine(f"byte {table.base + start}, {start} from the first entry, {table.abi.name}")
    yield from folded(f"! no entry can be read here: {table.walk.reason}", "flagged")
    yield HexLine("")
    yield from struct_view(table, "rule", head_fields(table, start), source.names_of(table))


def _where(source: Source, table: Table) -> str:
    from iptblob.escape import visible

    where = f"{source.file}, {table.member}" if table.member else source.file
    return visible(where.encode("utf-8", "surrogateescape"))


def _lines(source: Source, table: Table, at: int, iptables: tuple[int, int, int]) -> Iterable[HexLine]:
    from iptblob.cli.place import place_of
    from iptblob.escape import visible
    from iptblob.extensions.base import Context
    from iptblob.render.hexview import HexLine, folded, view
    from iptblob.table.fields import entry_of
    from iptblob.words.save import save_rules

    entry = entry_of(table, at)
    saved = save_rules(table, Context(table.family.name, table.abi, source.names_of(table), iptables))
    chain, _ = table.rule_number(at) or (None, 0)
    yield HexLine(place_of(table, at), "head")
    yield from folded(_where(source, table))
    yield HexLine(f"byte {table.base + entry.offset}, {entry.offset} from the first entry, {entry.size} bytes, "
               f"{table.abi.name}")  # fmt: skip
    if chain is not None and (chain.start <= at < chain.end or at == chain.policy):
        yield from folded(visible(f"-A {chain.name.decode('latin-1')}{saved.rules[at]}"))
    for note in saved.notes.get(at, []):
        told = note.rpartition(";")[0] if at in table.records.broken else note  # the bytes follow below
        yield from folded(f"! {told}", "flagged")
    yield HexLine("")
    yield from view(table, entry, source.names_of(table))


def _print(lines: Iterable[HexLine]) -> None:
    if not coloured():
        write_text(f"{line.text}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    start_pager()
    end_progress()
    console = Console(highlight=False, soft_wrap=True, force_terminal=True, no_color=False, color_system="standard")
    for line in lines:
        console.print(Text(line.text, style=STYLES.get(line.style, "")))
