"""Fleets made up for tests and figures: roles with versions of rules, own addresses, counters, planted odd hosts.

    python -m tests.store.fleets DIR --hosts 10000 [--seed 1] [--addresses]

writes one snapshot for each host, and ``planted.json`` beside the folder: host -> what was done to it.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import struct
from collections import Counter
from collections.abc import Iterator
from functools import cache
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from iptblob.building.output import blob_of
from iptblob.building.source import source_of_text
from iptblob.capture.agent.container import build
from iptblob.snapshot.container import read_snapshot
from iptblob.table import Table

ROOT = Path(__file__).resolve().parents[2]
LABEL = "net-4026532179"
ROLES = {"web": (300, 30), "db": (450, 15), "cache": (600, 10), "mail": (800, 5), "proxy": (1000, 10),
         "edge": (1500, 10), "node": (2200, 15), "router": (3000, 5)}  # name -> rules, share  # fmt: skip
PORTS = (22, 25, 53, 80, 123, 143, 443, 465, 587, 993, 3306, 5432, 6379, 8080, 8443, 9090, 9100, 9200, 10250)
OWN = IPv4Address("10.0.0.1")  # stands for each host's own address
NETWORK = int(IPv4Address("10.64.0.0"))
START_NS = 1_795_442_003_720_901_888


class Base(NamedTuple):
    """A rule set as bytes: manifest, members, tables by member, where own addresses and ports of rules are."""

    manifest: dict[str, Any]
    members: dict[str, bytes]
    tables: dict[str, Table]
    own: list[int]
    ports: list[int]


class Made(NamedTuple):
    """One host: its name, the file's bytes, and what was done to it ("" of most)."""

    name: str
    data: bytes
    planted: str


def rules_of(role: str, count: int, version: int) -> str:
    """A rule set of a role: every version adds two rules and drops one."""
    chance = random.Random(role)
    zones = [f"ZONE-{number}" for number in range(max(2, count // 60))]
    body = [
        "-A INPUT -i lo -j ACCEPT", "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        "-A INPUT -m conntrack --ctstate INVALID -j DROP", "-A INPUT -j BLOCK",
        f"-A INPUT -s {OWN}/32 -p tcp -m tcp --dport 22 -m comment --comment self -j ACCEPT",
        "-A INPUT -p icmp -m icmp --icmp-type 8 -m limit --limit 10/sec -j ACCEPT",
        *(f"-A INPUT -s 10.{chance.randrange(256)}.{chance.randrange(256)}.0/24 -j {zone}" for zone in zones),
        '-A LOGDROP -m limit --limit 5/min -j LOG --log-prefix "drop: " --log-level 4', "-A LOGDROP -j DROP",
    ]  # fmt: skip
    body += [_rule(chance, zones[at % len(zones)], f"{role} {at}") for at in range(max(0, count - len(body)))]
    drops = [at for at, line in enumerate(body) if line.startswith("-A BLOCK")][:version]
    body = [line for at, line in enumerate(body) if at not in drops]
    for number in range(version):
        body += [
            f"-A BLOCK -s 198.51.{number}.0/24 -j DROP",
            f"-A ZONE-0 -p tcp -m tcp --dport {7000 + number} -j ACCEPT",
        ]
    chains = [":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]",
              *(f":{name} - [0:0]" for name in sorted([*zones, "BLOCK", "LOGDROP"]))]  # fmt: skip
    nat = ["*nat", ":PREROUTING ACCEPT [0:0]", ":INPUT ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]",
           ":POSTROUTING ACCEPT [0:0]", "-A POSTROUTING -s 10.0.0.0/8 -o eth0 -j MASQUERADE", "COMMIT"]  # fmt: skip
    return "\n".join(["*filter", *chains, *body, "COMMIT", *nat, ""])


def _rule(chance: random.Random, zone: str, name: str) -> str:
    kind, address = chance.random(), f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(1, 255)}"
    port = chance.choice(PORTS)
    if kind < 0.5:
        return f'-A {zone} -s {address}/32 -p tcp -m tcp --dport {port} -m comment --comment "svc {name}" -j ACCEPT'
    if kind < 0.65:
        return f"-A {zone} -s {address}/32 -p udp -m udp --dport {port} -j ACCEPT"
    if kind < 0.9:
        return f"-A BLOCK -s {chance.randrange(11, 223)}.{chance.randrange(256)}.{chance.randrange(256)}.0/24 -j DROP"
    return f"-A FORWARD -i eth0 -o eth{chance.randrange(1, 4)} -d {address}/32 -p tcp -m tcp --dport {port} -j ACCEPT"


@cache
def base_of(role: str, version: int) -> Base:
    found = source_of_text(rules_of(role, ROLES[role][0], version).encode(), f"{role}-{version}")
    assert not found.problems
    snapshot = read_snapshot(ROOT / "samples/incident/after.iptb")
    manifest = copy.deepcopy(dict(snapshot.manifest))
    record = manifest["tables"][0]
    members = {name: snapshot.read(name) for name in snapshot.members
               if not name.startswith(LABEL) and name != "manifest.json"}  # fmt: skip
    manifest["tables"], tables, own, ports = [], {}, [], []
    for made, reading in zip(found.tables, found.source.readings, strict=True):
        table = reading.table
        member = f"{LABEL}/ipv4/{table.name.decode()}.blob"
        members[member] = blob_of(made.relaid)
        start = len(members[member]) - len(table.data)
        tables[member] = table
        manifest["tables"].append({
            **record, "member": member, "table": table.name.decode(), "num_entries": len(table),
            "entries_size": len(table.data),
        })  # fmt: skip
        if table.name == b"filter":
            own, ports = _places(table, start)
    return Base(manifest, members, tables, own, ports)


def _places(table: Table, start: int) -> tuple[list[int], list[int]]:
    """Bytes of the member where own addresses stand, and the ports of tcp matches."""
    source = table.head_layout["ip"]
    assert source.struct is not None
    at = source.offset + source.struct["src"].offset
    own = [start + offset + at for offset in table.offsets.tolist()
           if bytes(table.data[offset + at : offset + at + 4]) == OWN.packed]  # fmt: skip
    groups = [group for group in table.records.groups if group.kind == "match" and group.name == b"tcp"]
    return own, [start + place + 4 for group in groups for place in group.payloads.tolist()]


def fleet(
    hosts: int, seed: int = 1, *, addresses: bool = True, odd: float = 0.002, at_ns: int = START_NS
) -> Iterator[Made]:
    """The hosts of a fleet. Every role has a version that most of its hosts have."""
    chance = random.Random(seed)
    for number in range(hosts):
        role = chance.choices(list(ROLES), [share for _, share in ROLES.values()])[0]
        version = chance.choices([3, 2, 1], [85, 12, 3])[0]
        planted = chance.choice(("port", "address", "policy")) if chance.random() < odd else ""
        yield host(number, role, version, planted, addresses=addresses, at_ns=at_ns)


def host(
    number: int,
    role: str,
    version: int,
    planted: str = "",
    *,
    addresses: bool = True,
    at_ns: int = START_NS,
    name: str = "",
) -> Made:
    """One host, with counters of its own; ``planted`` is port, address or policy."""
    base = base_of(role, version)
    chance, name = random.Random(f"{number} {planted}"), name or f"{role}{number:05d}"
    members = dict(base.members)
    for member, table in base.tables.items():
        members[member] = _counted(members[member], table, number)
    filtering = bytearray(members[f"{LABEL}/ipv4/filter.blob"])
    own = (NETWORK + number).to_bytes(4, "big")
    shown = IPv4Address("203.0.113.66").packed if planted == "address" else own
    for place in base.own:
        filtering[place : place + 4] = shown
    if planted == "port":
        place = chance.choice(base.ports)
        filtering[place : place + 4] = struct.pack("<HH", *[chance.randrange(20000, 60000)] * 2)
    if planted == "policy":
        table = base.tables[f"{LABEL}/ipv4/filter.blob"]
        policy = next(chain.policy for chain in table.chains if chain.name == b"FORWARD")
        assert policy is not None
        start = len(filtering) - len(table.data)
        verdict = start + int(table.offsets[policy]) + table.head_layout.size + 32
        filtering[verdict : verdict + 4] = struct.pack("<i", -2)
    members[f"{LABEL}/ipv4/filter.blob"] = bytes(filtering)
    manifest = _manifest(base, name, number, at_ns)
    if addresses:
        members |= _answers(own)
        manifest["netlink"] = {LABEL: {"net": {"status": "captured", "reason": "", "coherent": True, "dumps": []}}}
    return Made(name, b"".join(build(manifest, {key: [data] for key, data in members.items()})), planted)


def _manifest(base: Base, name: str, number: int, at_ns: int) -> dict[str, Any]:
    manifest = copy.deepcopy(base.manifest)
    manifest["schema"] = 2
    manifest["host"] |= {"name": name, "boot_id": f"{number:08x}-0000-4000-8000-000000000000"}
    for clocks in (manifest["clocks"]["started"], manifest["clocks"]["finished"]):
        clocks["realtime_ns"] = at_ns + number * 1_000_000
    return manifest


def _counted(data: bytes, table: Table, number: int) -> bytes:
    """The member with counters as a host has them after a while: three rules in ten were hit."""
    chance = np.random.default_rng(number)
    octets = np.frombuffer(data, dtype=np.uint8).copy()
    packets = chance.integers(1, 1 << 24, len(table)) * (chance.random(len(table)) < 0.3)
    both = np.stack([packets, packets * chance.integers(40, 1500, len(table))], axis=1).astype("<u8").view(np.uint8)
    places = len(data) - len(table.data) + table.offsets + table.head_layout["counters"].offset
    octets[places[:, None] + np.arange(16)] = both.reshape(len(table), 16)
    return octets.tobytes()


def _answers(own: bytes) -> dict[str, bytes]:
    """What rtnetlink says of lo and eth0 (include/uapi/linux/rtnetlink.h)."""
    links = b"".join(_message(16, struct.pack("=BxHiII", 0, 1, index, 0x1043, 0), (3, name + b"\0"))
                     for index, name in ((1, b"lo"), (2, b"eth0")))  # fmt: skip
    held = b"".join(_message(20, struct.pack("=BBBBI", 2, length, 0x80, scope, index), (1, value), (2, value))
                    for index, length, scope, value in ((1, 8, 254, b"\x7f\0\0\1"), (2, 16, 0, own)))  # fmt: skip
    done = _message(3, struct.pack("=i", 0))
    return {f"{LABEL}/net/links.nl": links + done, f"{LABEL}/net/addresses.nl": held + done}


def _message(kind: int, head: bytes, *attributes: tuple[int, bytes]) -> bytes:
    body = head + b"".join(
        struct.pack("=HH", 4 + len(value), number) + value + bytes(-len(value) % 4) for number, value in attributes
    )
    return struct.pack("=IHHII", 16 + len(body), kind, 2, 0, 0) + body


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--addresses", action="store_true", help="with the answers about addresses in each snapshot")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True)
    planted: dict[str, str] = {}
    for made in fleet(asked.hosts, asked.seed, addresses=asked.addresses):
        (asked.folder / f"{made.name}.iptb").write_bytes(made.data)
        if made.planted:
            planted[made.name] = made.planted
    (asked.folder.parent / f"{asked.folder.name}.planted.json").write_text(json.dumps(planted, indent=1))
    print(f"{asked.hosts} hosts; {dict(Counter(planted.values()))} planted")


if __name__ == "__main__":
    main()
