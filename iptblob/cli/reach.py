"""`iptblob reach`: which packets change their fate between two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import CLEAN, FOUND, Wanted, opened, source_options, unread, write_text
from iptblob.cli.quiet import quiet_option
from iptblob.errors import UsageError
from iptblob.family import HOOKS
from iptblob.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iptblob.abi import Abi
    from iptblob.packets.opened import Passage
    from iptblob.packets.program import Program
    from iptblob.packets.reach import FateChange
    from iptblob.reading.source import Source

FAMILIES_FOLLOWED = ("ipv4", "ipv6", "arp")


@click.command(name="reach")
@click.argument("a")
@click.argument("b", required=False)
@quiet_option("form", "to", "dead")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", metavar="NAME",
              help="The network namespace (label, name, container or cgroup); needed where a file holds several.")
@click.option("--hook", type=click.Choice(HOOKS), help="Only this hook.")
@click.option("--to", metavar="PROTO[/PORT]", help="Of A alone: where packets of this protocol and port end.")
@click.option("--from", "source_net", metavar="NET", help="With --to: only from these addresses.")
@click.option("--in", "inward", metavar="IFACE", help="With --to: only what comes in by this interface.")
@click.option("--dead", is_flag=True, help="Of A alone: rules that no packet matches, and what takes theirs before.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True,
              help="How long each table may take.")  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def command(
    a: str,
    b: str | None,
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    hook: str | None,
    to: str | None,
    source_net: str | None,
    inward: str | None,
    dead: bool,
    seconds: float,
    form: str,
) -> int:
    """Say which packets change their fate between A and B: for each table and hook from verdict and rule to verdict and
    rule, the packets, and one of them. Of A alone: with --to where packets end, with --dead which rules match none.

    Each legacy table is looked at by itself, for every packet that can enter it. What depends on facts that no header
    tells says on which. Exit status: 0 no packet is treated differently, 1 some are, 2 a table could not be decided
    within the bounds, or not be read: it is named.

    \b
    iptblob reach before.iptb after.iptb
    iptblob reach host.iptb --to tcp/22
    iptblob reach host.iptb --dead
    """
    if b is None:
        from iptblob.cli.who import of_one

        if form == "json" or (to is None) == (not dead) or (dead and (source_net or inward)):
            raise UsageError("name B, or say --to PROTO[/PORT] [--from NET] [--in IFACE] or --dead, as text")
        source = opened(a, None, abi)
        netns = source.label_of(netns)
        unread(source.select(family, table, netns).unread)
        unread(source.nftables_unread(netns))
        return of_one(source, Wanted(family, table, netns), hook=hook, to=to, source_net=source_net, inward=inward,
                      seconds=seconds)  # fmt: skip
    if to is not None or source_net is not None or inward is not None or dead:
        raise UsageError("--to, --from, --in and --dead are of one file")
    sides = [opened(path, None, abi) for path in (a, b)]
    for source in sides:
        own = source.label_of(netns)
        unread(source.select(family, table, own).unread)
        unread(source.nftables_unread(own))
    changes = [
        one
        for pair in _pairs(sides[0], sides[1], family, table, netns)
        for one in _changes(*pair, seconds=seconds)
        if hook is None or one.hook == hook
    ]
    if form == "json":
        from iptblob.render.json.reach import reach_json

        write_text([reach_json(sides[0].file, sides[1].file, changes, account().unread)])
    else:
        write_text(f"{line}\n" for line in _lines(changes))
    return FOUND if changes else CLEAN


def _pairs(
    one: Source, other: Source, family: str | None, table: str | None, netns: str | None
) -> Iterator[tuple[Program, Program]]:
    """Tables of both files; of those that one file alone holds nothing can be said."""
    from iptblob.packets.opened import passage_of

    for name in FAMILIES_FOLLOWED if family is None else (family,):
        held = [{each.family.name for each in source.tables} for source in (one, other)]
        if not all(name in families for families in held):
            for source, families in zip((other, one), held[::-1], strict=True):
                if name not in families and any(name in each for each in held):
                    unread([Unread(f"{name} tables", source.file, "NOT COMPARED: only the other file holds some")])
            continue
        passages: list[Passage] = [
            passage_of(source, name, source.label_of(netns), backend="legacy") for source in (one, other)
        ]
        tables = [{program.name: program for program in passage.programs} for passage in passages]
        for label in dict.fromkeys([*tables[0], *tables[1]]):
            if table is not None and label != table:
                continue
            if label in tables[0] and label in tables[1]:
                yield tables[0][label], tables[1][label]
            else:
                lacks = other if label in tables[0] else one
                unread([Unread(f"{name} {label}", lacks.file, "NOT COMPARED: only the other file holds it")])


def _changes(before: Program, after: Program, *, seconds: float) -> list[FateChange]:
    from iptblob.packets.reach import compare

    found = compare(before, after, seconds=seconds)
    unread(Unread(what, after.table.file, "NOT DECIDED") for what in found.left)
    return found.changes


def _lines(changes: list[FateChange]) -> Iterator[str]:
    from iptblob.render.counted import counted
    from iptblob.render.reach import change_lines

    texts: dict[int, Callable[[int], str]] = {}
    for change in changes:
        yield from change_lines(change, texts)
        yield ""
    if changes:
        yield f"{counted(len(changes), 'change')} of fate"
    elif account().complete:
        yield "no packet is treated differently"
    else:
        yield "no change of fate in what could be decided"
