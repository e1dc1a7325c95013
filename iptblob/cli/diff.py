"""`iptblob diff`: what changed between two files, by chain and rule."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, FOUND, iptables_option, open_input, source_options, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from iptblob.abi import Abi
    from iptblob.diff.files import FileDiff
    from iptblob.source import Source

KIND_NAMES = (
    "policy", "chain-added", "chain-removed", "chain-renamed", "rule-inserted", "rule-deleted", "rule-moved",
    "rule-edited", "counters", "set-changed",
)  # fmt: skip


@click.command(name="diff")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--chain", "chains", multiple=True, help="Only this chain; may be given more than once.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KIND_NAMES), help="Only changes of this kind.")
@click.option(
    "--format", "form", type=click.Choice(["text", "side-by-side", "json"]), default="text", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.option("--stat", is_flag=True, help="One line per chain instead of the changes.")
@click.option("-c", "--counters", is_flag=True, help="Compare packet and byte counters too.")
@iptables_option
def command(
    a: str,
    b: str,
    family: str | None,
    abi: Abi | None,
    table: str | None,
    chains: tuple[str, ...],
    kinds: tuple[str, ...],
    form: str,
    stat: bool,
    counters: bool,
    iptables: tuple[int, int, int],
) -> int:
    """Say what changed from A to B: chains, policies and rules, by meaning.

    Rules compare by decoded meaning: layout, byte order, counters and padding do not count.
    Exit status: 0 no difference, 1 differences, 2 a file could not be read.
    """
    from iptblob.diff.files import diff_sources
    from iptblob.errors import UsageError

    if a == b == "-":
        raise UsageError("A and B cannot both be standard input")
    one, other = (_open(path, family, abi, table) for path in (a, b))
    found = diff_sources(one, other, iptables, counters=counters)
    for note in found.notes:
        warn(note)
    chosen = _chosen(found, chains, kinds)
    present(found, chosen, form, stat)
    return FOUND if chosen else CLEAN


def _open(path: str, family: str | None, abi: Abi | None, table: str | None) -> Source:
    return open_input(path, family, abi).select(family, table)


def _chosen(found: FileDiff, chains: tuple[str, ...], kinds: tuple[str, ...]) -> set[int]:
    """Ids of the changes that the filters let through."""
    return {
        id(change)
        for change in found.changes
        if (not chains or change.chain in chains or change.chain_b in chains) and (not kinds or change.kind in kinds)
    }


def present(found: FileDiff, chosen: set[int], form: str, stat: bool) -> None:
    """Print the chosen changes."""
    if form == "json":
        import json

        from iptblob.diff.export import document

        sys.stdout.write(json.dumps(document(found, chosen), ensure_ascii=True, indent=1) + "\n")
        return
    from iptblob.render.diff import side_by_side, unified
    from iptblob.render.diff import stat as stat_lines

    if stat:
        _write(stat_lines(found, chosen))
    elif form == "side-by-side":
        _write(side_by_side(found, chosen, _style(), shutil.get_terminal_size((160, 24)).columns))
    else:
        _write(unified(found, chosen, _style()))


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _style() -> Callable[[str, str], str]:
    """Colours on a terminal, unless NO_COLOR is set (no-color.org)."""
    from iptblob.render.diff import plain

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return plain

    def styled(text: str, colour: str) -> str:
        return click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)

    return styled
