"""`iptblob inspect`: one rule as annotated hex."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, Wanted, iptables_option, open_input, source_options
from iptblob.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iptblob.abi import Abi
    from iptblob.reading.source import Source
    from iptblob.render.hexview import HexLine
    from iptblob.table import Chain, Table

STYLES = {
    "title": "bold", "section": "bold cyan", "padding": "bright_black", "kernel": "magenta", "flagged": "bold red",
    "counter": "green", "state": "yellow", "head": "bold",
}  # fmt: skip


@click.command(name="inspect")
@click.argument("file")
@source_options
@click.option("--table", help="The table; needed where FILE holds several.")
@click.option("--netns", help="The network namespace; needed where FILE holds several.")
@click.option("--rule", metavar="CHAIN:N", help="Rule N of a chain, or CHAIN:policy, or CHAIN:head.")
@click.option("--offset", metavar="N", help="The entry holding this byte, counted from the first entry.")
@iptables_option
def command(
    file: str,
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    rule: str | None,
    offset: str | None,
    iptables: tuple[int, int, int],
) -> int:
    """Show one rule of FILE as annotated hex: every byte, its field, its meaning.

    Offsets on the left are bytes in FILE's table blob. Padding and kernel-private bytes that are not zero are flagged.
    """
    if (rule is None) == (offset is None):
        raise UsageError("say which rule: either --rule CHAIN:N or --offset N")
    source = open_input(file, family, abi, choice=Wanted(family, table, netns), damage=False)
    chosen = _only_table(source)
    at = _by_rule(chosen, rule) if rule is not None else _by_offset(chosen, offset or "")
    _print(_lines(source, chosen, at, iptables))
    return CLEAN


def _only_table(source: Source) -> Table:
    tables = source.tables
    if len(tables) != 1:
        held = ", ".join(dict.fromkeys(table.label for table in tables)) or "no table"
        raise UsageError(f"{len(tables)} tables to choose from", file=source.file,
                         hint=f"choose with --family, --table and --netns; it holds {held}")  # fmt: skip
    return tables[0]


def _by_rule(table: Table, rule: str) -> int:
    name, _, number = rule.rpartition(":")
    chains = _called(table, name)
    if not name and _called(table, rule):
        raise UsageError(f"{rule} is a chain, not a rule", table=table.label, hint=f"the first one is {rule}:1")
    if not name or not chains:
        known = ", ".join(chain.name.decode("ascii", "backslashreplace") for chain in table.chains[:12])
        raise UsageError(f"no chain {name or rule}", table=table.label, hint=f"chains: {known}, written CHAIN:N")
    chain = chains[0]
    special = {"policy": chain.policy, "return": chain.policy, "head": chain.head}
    if number in special:
        entry = special[number]
        if entry is None:
            raise UsageError(f"chain {name} has no {number}", table=table.label)
        return entry
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise UsageError(f"{number!r} is no rule number", table=table.label, hint="write CHAIN:N, counting from 1")
    _in_chain(table, chain, name, int(number))
    return chain.start + int(number) - 1


def _called(table: Table, name: str) -> list[Chain]:
    return [chain for chain in table.chains if chain.name == name.encode("utf-8", "surrogateescape")]


def _in_chain(table: Table, chain: Chain, name: str, number: int) -> None:
    from iptblob.render.counted import counted

    count = chain.end - chain.start
    if not 1 <= number <= count:
        raise UsageError(f"chain {name} has {counted(count, 'rule')}, there is no rule {number}", table=table.label)


def _by_offset(table: Table, offset: str) -> int:
    try:
        place = int(offset, 0)
    except ValueError:
        raise UsageError(f"{offset!r} is no offset", hint="a number of bytes, decimal or 0x...") from None
    at = int(table.offsets.searchsorted(place, side="right")) - 1 if abs(place) < 1 << 62 else -1
    if at < 0 or place >= int(table.offsets[at] + table.next_offsets[at]):
        hint = f"entries take {len(table.data)} bytes"
        raise UsageError(f"no entry holds byte {place}", table=table.label, hint=hint)
    return at


def _lines(source: Source, table: Table, at: int, iptables: tuple[int, int, int]) -> Iterable[HexLine]:
    from iptblob.escape import visible
    from iptblob.extensions.base import Context
    from iptblob.render.hexview import HexLine, view
    from iptblob.table.fields import entry_of
    from iptblob.words.save import save_rules

    entry = entry_of(table, at)
    saved = save_rules(table, Context(table.family.name, table.abi, source.names_of(table), iptables))
    chain, number = table.rule_number(at) or (None, 0)
    name = visible(chain.name) if chain else ""
    place = _place(chain, name, at, number) if table.hooks else f"entry {at}, of a chain that no GET_INFO reply tells"
    yield HexLine(f"{table.label} {place}", "head")
    where = f"{source.file}, {table.member}" if table.member else source.file
    yield from _folded(visible(where.encode("utf-8", "surrogateescape")))
    yield HexLine(f"byte {table.base + entry.offset}, {entry.offset} from the first entry, {entry.size} bytes, "
               f"{table.abi.name}")  # fmt: skip
    if chain is not None and (chain.start <= at < chain.end or at == chain.policy):
        yield from _folded(visible(f"-A {chain.name.decode('latin-1')}{saved.rules[at]}"))
    for note in saved.notes.get(at, []):
        told = note.rpartition(";")[0] if at in table.records.broken else note  # the bytes follow below
        yield from _folded(f"! {told}", "flagged")
    yield HexLine("")
    yield from view(table, entry, source.names_of(table))


def _folded(text: str, style: str = "") -> Iterable[HexLine]:
    """A text in lines of 80 columns, broken between words."""
    from iptblob.render.hexview import WIDTH_LINE, HexLine

    for line in textwrap.wrap(text, WIDTH_LINE, subsequent_indent="    ", break_on_hyphens=False):
        yield HexLine(line, style)


def _place(chain: Chain | None, name: str, at: int, number: int) -> str:
    if chain is None:
        return "entry outside every chain"
    if chain.start <= at < chain.end:
        return f"{name}:{number}"
    if at == chain.head:
        return f"head of chain {name}"
    if at != chain.policy:
        return "closing entry of the table"
    return f"policy of chain {name}" if chain.hook is not None else f"closing RETURN of chain {name}"


def _print(lines: Iterable[HexLine]) -> None:
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(f"{line.text}\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style=STYLES.get(line.style, "")))
