"""`iptblob reach` of one file: who gets where, and which rules match no packet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import TYPE_CHECKING

from iptblob.cli.common import CLEAN, Wanted, unread, write_text
from iptblob.cli.reached import FAMILIES_FOLLOWED, Reachable
from iptblob.errors import UsageError
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.packets.program import Program
    from iptblob.packets.who import Overview
    from iptblob.terms import Term


def of_one(
    side: Reachable, choice: Wanted, *, hook: str | None, to: str | None, source_net: str | None, inward: str | None,
    seconds: float,
) -> int:  # fmt: skip
    """Print it; the exit status."""
    from iptblob.packets.bdd import TooLargeError
    from iptblob.packets.who import Overview, named_device

    texts: dict[int, Callable[[int], str]] = {}
    for program in _programs(side, choice):
        wanted = _wanted(program.table.family.name, to, source_net) if to is not None else []
        if wanted is None:
            continue
        if inward is not None:
            wanted.append(named_device("in", inward.encode("utf-8", "surrogateescape")))
        try:
            overview = Overview(program, seconds=seconds, devices=wanted)
            write_text(f"{line}\n" for line in list(_lines(overview, wanted, texts, hook=hook, dead=to is None)))
        except TooLargeError as error:
            unread([Unread(f"{program.table.label}: {error.message}", side.source.file, "NOT DECIDED")])
    return CLEAN


def _programs(side: Reachable, choice: Wanted) -> Iterator[Program]:
    held = side.families()
    for family in FAMILIES_FOLLOWED:
        if family in held and choice.family in (None, family):
            yield from side.tables(family, choice.table)[0].values()


def _lines(
    overview: Overview, wanted: list[Term], texts: dict[int, Callable[[int], str]], *, hook: str | None, dead: bool
) -> Iterator[str]:
    from iptblob.render.reach import arrival_lines, dead_line

    program = overview.program
    if dead:
        yield from (dead_line(one, texts) for one in overview.dead())
        return
    for number in sorted(program.hooks):
        if hook in (None, program.table.family.hooks[number]):
            for one in overview.arrivals(number, wanted):
                yield from arrival_lines(one, texts)


def _wanted(family: str, to: str, source_net: str | None) -> list[Term] | None:
    """What packets must be; None in a family that has none."""
    from iptblob.packets.described import number, protocol_number
    from iptblob.terms import Between, equals

    if family == "arp":
        return None
    protocol, slash, port = to.partition("/")
    found: list[Term] = [equals("proto", protocol_number(protocol, family))]
    if slash:
        found.append(equals("dport", number(port, 0xFFFF, f"--to {to}")))
    if source_net is not None:
        try:
            network = ip_network(source_net, strict=False)
        except ValueError:
            raise UsageError(f"--from {source_net}: no network") from None
        if f"ipv{network.version}" != family:
            return None
        found.append(Between("src", int(network.network_address), int(network.broadcast_address)))
    return found
