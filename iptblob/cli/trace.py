"""`iptblob trace`: what happens to a packet."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import CLEAN, backend_option, opened, source_options, unread, warn, write_text
from iptblob.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iptblob.abi import Abi
    from iptblob.packets.trace import Branch
    from iptblob.packets.world import Route, World

YES, NO = "yes", "no"


_EXAMPLES = """\b
iptblob trace host.iptb '198.51.100.23:40000 -> 203.0.113.10:22/tcp' in=eth0
"""


@click.command(name="trace", epilog=_EXAMPLES)
@click.argument("file")
@click.argument("packet", nargs=-1, required=True)
@source_options
@click.option("--netns", metavar="NAME",
              help="The network namespace (label, name, container or cgroup); needed where FILE holds several.")
@backend_option
@click.option("--local", multiple=True, metavar="ADDRESS", help="An address of this host.")
@click.option("--route", multiple=True, metavar="NET=IFACE", help="The interface that packets to NET leave by.")
@click.option("--set", "sets", multiple=True, metavar="NAME=yes|no", help="Whether what is looked up is a member.")
@click.option("--fact", "facts", multiple=True, metavar="KEY=yes|no", help="The answer to what a branch assumes.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def command(
    file: str,
    packet: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    netns: str | None,
    backend: str,
    local: tuple[str, ...],
    route: tuple[str, ...],
    sets: tuple[str, ...],
    facts: tuple[str, ...],
    form: str,
) -> int:
    """Say what happens to PACKET in the tables of FILE: which rules it meets, what becomes of it, and who decides.

    PACKET is 'SRC[:PORT] -> DST[:PORT]/PROTO [FLAGS] [key=value ...]' (IPv6 with a port as [ADDR]:PORT), or
    'arp SENDER -> TARGET [op=1]'. Keys: in, out, state, dir, flow, reply, icmp, mark, ctmark, ttl, tos, length, frag,
    uid, gid, socket, mac, tmac, cast, id, spi, hrd, pro, hln. in=IFACE is how it comes in; with out=IFACE alone this
    host sends it.

    What FILE does not tell is asked for, or both ways are shown, at most 64. Exit status: 0, or 2 where something could
    not be read or more ways are open.
    """
    from iptblob.packets.described import described
    from iptblob.packets.opened import passage_of, world_around
    from iptblob.packets.trace import trace
    from iptblob.reading.opening import read_bytes

    text = " ".join(packet)
    data = read_bytes(file)
    source = opened(file, None, abi, data, answers=True)
    wanted = described(text, lambda _value, _family: True).family
    if family is not None and family != wanted:
        raise UsageError(f"the packet is one of {wanted}, not of {family}")
    netns = source.label_of(netns)
    passage = passage_of(source.chosen(wanted, None, netns), wanted, netns, backend=backend)
    world = replace(world_around(source, data, passage, local=local), routes=tuple(map(_route, route)))
    world = world.with_facts({**_answers(facts, "--fact"), **_sets(sets)})
    meant = described(text, world.is_local)
    unread([*source.chosen(wanted, None, netns).unread, *passage.unread])
    if backend != "legacy":
        unread(source.nftables_unread(passage.netns.shown or None, read=True))
    branches = trace(passage.programs, meant, world)
    _tell_unused(world, branches)
    for note in passage.notes:
        warn(f"{source.file}: {note}")
    if form == "json":
        from iptblob.render.json.trace import trace_json

        write_text([trace_json(source.file, text, meant, passage, branches, unread=account().unread)])
        return CLEAN
    from iptblob.render.trace import heading_of, trace_lines

    heading = heading_of(text, passage.programs)
    if passage.missing:
        heading += f" (not in this file: {', '.join(passage.missing)})"
    write_text(f"{line}\n" for line in trace_lines(meant, branches, heading=heading))
    return CLEAN


def _answers(given: Sequence[str], option: str) -> dict[str, bool]:
    found = {}
    for one in given:
        key, equals, answer = one.rpartition("=")
        if not equals or answer not in (YES, NO):
            raise UsageError(f"{option} {one}: KEY=yes or KEY=no is expected")
        found[key] = answer == YES
    return found


def _sets(given: Sequence[str]) -> dict[str, bool]:
    return {f"set {name}": answer for name, answer in _answers(given, "--set").items()}


def _route(text: str) -> Route:
    from iptblob.packets.world import UNICAST, Route

    net, equals, device = text.rpartition("=")
    try:
        network = ip_network("0.0.0.0/0" if net == "default" else net)
    except ValueError:
        network = None
    if not equals or not device or network is None:
        raise UsageError(f"--route {text}: NET=IFACE is expected, such as 10.0.0.0/8=eth1")
    return Route(network.prefixlen, 0, int(network.network_address), UNICAST, device)


def _tell_unused(world: World, branches: Sequence[Branch]) -> None:
    """An answer that nothing asked for may be a mistake in its key."""
    used: set[str] = set()
    for branch in branches:
        used |= set(branch.told)
    left: Mapping[str, bool] = {key: value for key, value in world.facts.items() if key not in used}
    for key in left:
        warn(f"nothing asked for {key!r}")
