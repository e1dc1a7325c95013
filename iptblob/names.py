"""Number-to-name tables of a host: what iptables-save looks up in /etc and in the kernel.

They come from the snapshot, or else from a fixed profile (Debian 12); never from the machine that reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Names(NamedTuple):
    """``protocols``: /etc/protocols; ``realms``: rt_realms; ``groups``: iproute2/group; ``connlabels``:
    /etc/xtables/connlabel.conf; ``ipsets``: set name by index in the network namespace."""

    protocols: Mapping[int, str] = {}
    realms: Mapping[int, str] = {}
    groups: Mapping[int, str] = {}
    connlabels: Mapping[int, str] = {}
    ipsets: Mapping[int, str] = {}


# libxtables knows these without any file, and takes the first name of a number (xtables_chain_protos, 1.8.9).
BUILT_IN_PROTOCOLS: Mapping[int, str] = {
    0: "all", 1: "icmp", 6: "tcp", 17: "udp", 50: "esp", 51: "ah", 58: "ipv6-icmp", 132: "sctp",
    135: "mobility-header", 136: "udplite",
}  # fmt: skip


# What 1.8.11 added. It prints these and no name from a file; earlier versions ask /etc/protocols for the rest.
PROTOCOLS_SINCE_1_8_11: Mapping[int, str] = {33: "dccp", 108: "ipcomp"}

# What packets are asked about by name: those above that a packet can have, and two of IANA's that have no option.
PACKET_PROTOCOLS: Mapping[int, str] = {
    1: "icmp", 6: "tcp", 17: "udp", 33: "dccp", 47: "gre", 50: "esp", 51: "ah", 58: "ipv6-icmp", 108: "ipcomp",
    132: "sctp", 136: "udplite",
}  # fmt: skip


def packet_protocol(name: str) -> int | None:
    """The number of a protocol named as ``trace`` prints it, or as people write ICMPv6; None where it is not known."""
    known = {text: number for number, text in PACKET_PROTOCOLS.items()} | {"icmpv6": 58}
    return known.get(name)


def protocol_name(number: int, names: Names, iptables: tuple[int, int, int]) -> str | None:
    """Name of an IP protocol as iptables-save prints it after -p, or None where it prints the number."""
    others = PROTOCOLS_SINCE_1_8_11 if iptables >= (1, 8, 11) else names.protocols
    return BUILT_IN_PROTOCOLS.get(number) or others.get(number)


def _data(file: str) -> Any:
    return json.loads((Path(__file__).parent / "data" / file).read_text("utf-8"))


@cache
def _services() -> Mapping[str, Mapping[str, int]]:
    """Ports by name and by protocol, first the usual protocols: /etc/services of Debian 12 (netbase 6.4)."""
    stored: dict[str, dict[str, int]] = json.loads(
        (Path(__file__).parent / "data" / "services.json").read_text("utf-8")
    )
    return stored


def service(name: str, protocol: str = "") -> int | None:
    """The port of a service, of the first protocol that has it where none is given; None where it is not known."""
    tables = _services()
    found = (tables[one].get(name) for one in ([protocol] if protocol else tables) if one in tables)
    return next((port for port in found if port is not None), None)


@cache
def accounts(kind: str) -> Mapping[str, int]:
    """The ``users`` and ``groups`` that every Debian 12 has, by name (base-passwd 3.6.1)."""
    found: dict[str, int] = _data("accounts.json")[kind]
    return found


@cache
def debian_12() -> Names:
    """The profile used where a snapshot holds no names: the files of Debian 12 (netbase, iproute2)."""
    stored = _data("debian-12.json")
    return Names(**{kind: {int(key): name for key, name in table.items()} for kind, table in stored.items()})
