"""`iptblob reach`: which packets change their fate between two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import CLEAN, FOUND, Wanted, backend_option, opened, source_options, unread, write_text
from iptblob.cli.quiet import quiet_option
from iptblob.errors import UsageError
from iptblob.family import HOOKS
from iptblob.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iptblob.abi import Abi
    from iptblob.cli.reached import ProgramPair, Reachable
    from iptblob.packets.reach import FateChange

@click.command(name="reach")
@click.argument("a")
@click.argument("b", required=False)
@quiet_option("form", "to", "dead")
@source_options
@backend_option
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
    backend: str,
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

    Each table is looked at by itself, for every packet that can enter it, legacy ones and those that iptables-nft wrote
    (--backend); other rules of nf_tables are named. What depends on facts that no header
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
        side = _side(a, abi, netns, backend)
        side.tell(family, table)
        return of_one(side, Wanted(family, table, side.netns), hook=hook, to=to, source_net=source_net, inward=inward,
                      seconds=seconds)  # fmt: skip
    if to is not None or source_net is not None or inward is not None or dead:
        raise UsageError("--to, --from, --in and --dead are of one file")
    from iptblob.cli.reached import pairs

    one, other = (_side(path, abi, netns, backend) for path in (a, b))
    for side in (one, other):
        side.tell(family, table)
    changes = [
        change
        for pair in pairs(one, other, family, table)
        for change in _changes(pair, seconds=seconds)
        if hook is None or change.hook == hook
    ]
    if form == "json":
        from iptblob.render.json.reach import reach_json

        write_text([reach_json(one.source.file, other.source.file, changes, account().unread)])
    else:
        write_text(f"{line}\n" for line in _lines(changes))
    return FOUND if changes else CLEAN


def _side(path: str, abi: Abi | None, netns: str | None, backend: str) -> Reachable:
    from iptblob.cli.reached import Reachable
    from iptblob.reading.opening import read_bytes

    data = read_bytes(path)
    source = opened(path, None, abi, data, answers=True)
    return Reachable(source, data, source.label_of(netns), backend)


def _changes(pair: ProgramPair, *, seconds: float) -> list[FateChange]:
    from iptblob.packets.reach import compare

    found = compare(pair.before, pair.after, seconds=seconds, sets=pair.sets)
    unread(Unread(what, pair.after.table.file, "NOT DECIDED") for what in found.left)
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
