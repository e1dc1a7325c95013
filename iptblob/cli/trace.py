"""`iptblob trace`: what happens to a packet."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import backend_option, opened, source_options
from iptblob.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iptblob.abi import Abi
    from iptblob.packets.world import Route

YES, NO = "yes", "no"


_EXAMPLES = """\b
iptblob trace host.iptb '198.51.100.23:40000 -> 203.0.113.10:22/tcp' in=eth0
iptblob trace host.iptb --pcap eth0.pcap in=eth0 state=NEW
"""


@click.command(name="trace", epilog=_EXAMPLES)
@click.argument("file")
@click.argument("packet", nargs=-1)
@source_options
@click.option("--netns", metavar="NAME",
              help="The network namespace (label, name, container or cgroup); needed where FILE holds several.")
@backend_option
@click.option("--pcap", "capture", metavar="CAPTURE", help="Trace the packets of this file, pcap or pcapng; PACKET is "
              "then key=value words for each of them, such as in=eth0.")
@click.option("--frame", type=click.IntRange(1), help="Of --pcap only the packet of this frame, in full.")
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
    capture: str | None,
    frame: int | None,
    form: str,
) -> int:
    """Say what happens to PACKET in the tables of FILE: which rules it meets, what becomes of it, and who decides.

    PACKET is 'SRC[:PORT] -> DST[:PORT]/PROTO [FLAGS] [key=value ...]' (IPv6 with a port as [ADDR]:PORT), or
    'arp SENDER -> TARGET [op=1]'. Keys: in, out, state, dir, flow, reply, icmp, mark, ctmark, ttl, tos, length, frag,
    uid, gid, socket, mac, tmac, cast, id, spi, hrd, pro, hln. in=IFACE is how it comes in; with out=IFACE alone this
    host sends it.

    With --pcap every frame of a capture is traced, a line for each way; with --frame one of them in full.

    What FILE does not tell is asked for, or both ways are shown, at most 64. Exit status: 0, or 2 where something could
    not be read or more ways are open.
    """
    from iptblob.cli.traced import Traced, show_one
    from iptblob.reading.opening import read_bytes

    if capture is None and not packet:
        raise UsageError("name a PACKET, or --pcap FILE with packets", hint="iptblob help trace")
    if frame is not None and capture is None:
        raise UsageError("--frame is of --pcap FILE")
    data = read_bytes(file)
    source = opened(file, None, abi, data, answers=True)
    answers = {**_answers(facts, "--fact"), **_sets(sets)}
    traced = Traced(source, data, source.label_of(netns), backend, local=local, routes=tuple(map(_route, route)),
                    answers=answers, family=family)  # fmt: skip
    if capture is not None:
        from iptblob.cli.traced_frames import trace_frames

        return trace_frames(traced, capture, " ".join(packet), frame=frame, form=form)
    return show_one(traced, " ".join(packet), form)


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
