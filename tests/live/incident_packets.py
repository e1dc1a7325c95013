"""Packets that the incident treats otherwise, through the running kernel with the tables of before and of after.

Run inside the namespaces of ``packetlab``, whose router has the addresses of the sample's host. Of each change of fate
that ``reach`` tells a packet is taken that can be sent here; the entry that it names has to count it on each side.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from iptblob.packets.opened import passage_of
from iptblob.packets.reach import Comparison, FateChange, reached_by
from iptblob.reading.opening import open_source
from iptblob.terms import NEW, Between, Device, Term, equals
from tests.live.packetlab import Lab, Sent, packet, tcp, udp

INCIDENT = Path(__file__).resolve().parents[2] / "samples" / "incident"
HOST, INSIDE, FAR = 0xCB00710A, 0x0A14000B, 0xC0000207  # 203.0.113.10, 10.20.0.11, 192.0.2.7
TABLES = ("raw", "mangle", "nat", "filter")


def device(side: str, name: bytes) -> Device:
    return Device(side, name.ljust(16, b"\0"), b"\xff" * (len(name) + 1) + bytes(15 - len(name)))


# What can be sent here to each hook: whole packets, the first of their flow, between hosts that the router knows.
SENDABLE: dict[str, list[Term]] = {
    "INPUT": [Between("dst", HOST, HOST), device("in", b"eth0")],
    "PREROUTING": [Between("dst", HOST, HOST), device("in", b"eth0")],
    "FORWARD": [
        Between("src", INSIDE, INSIDE), Between("dst", FAR, FAR), device("in", b"eth1"), device("out", b"eth0"),
    ],
}  # fmt: skip
WHOLE: list[Term] = [equals("ctstate", NEW), equals("fragoff", 0), Between("sport", 1024, 65535)]


def witness(comparison: Comparison, change: FateChange) -> dict[str, int] | None:
    """Fields of such a packet; None where there is none that can be sent."""
    symbols, found = comparison.symbols, change.packets
    for term in (*SENDABLE.get(change.hook, [False]), *WHOLE):
        found = symbols.diagrams.both(found, symbols.packets(term))
    for protocol in (6, 17):
        own = symbols.diagrams.both(found, symbols.packets(equals("proto", protocol)))
        if own != symbols.diagrams.false:
            syn = symbols.diagrams.both(own, symbols.packets(equals("tcpflags", 2)))
            return symbols.values(syn if syn != symbols.diagrams.false else own)[0]
    return None


def as_sent(values: dict[str, int], hook: str) -> Sent:
    from ipaddress import IPv4Address

    source, goal = (str(IPv4Address(values[name])) for name in ("src", "dst"))
    ends = (source, goal, values["sport"], values["dport"])
    body = tcp(*ends, 2) if values["proto"] == 6 else udp(*ends)
    return Sent("", packet(source, goal, values["proto"], body), "eth1" if hook == "FORWARD" else "eth0")


def rules(side: str) -> dict[str, list[str]]:
    found = {}
    for table in TABLES:
        path = INCIDENT / "expected" / side / f"ipv4.{table}.save"
        if path.exists():
            lines = path.read_text("utf-8").splitlines()
            found[table] = [line.partition("] ")[2] if line.startswith("[") else line for line in lines
                            if line.startswith((":", "[", "-A"))]  # fmt: skip
    return found


def programs(name: str) -> dict[str, Any]:
    source = open_source(str(INCIDENT / f"{name}.iptb"))
    return {one.name: one for one in passage_of(source, "ipv4", backend="legacy").programs}


def main() -> int:
    lab = Lab("ipv4")
    lab.world()
    wanted: list[tuple[FateChange, dict[str, int]]] = []
    one, other = programs("before"), programs("after")
    told = 0
    for name in sorted(one.keys() & other.keys()):
        comparison = Comparison(one[name], other[name], 60)
        for change in reached_by(comparison).changes:
            told += 1
            values = witness(comparison, change)
            if values is not None:
                wanted.append((change, values))
    wrong = 0
    for side in ("before", "after"):
        refused = lab.load(rules(side))
        assert not refused, refused
        loaded = lab.programs(list(rules(side)))
        for change, values in wanted:
            expected = getattr(change, side)
            before = lab.packets(loaded)
            lab.put(as_sent(values, change.hook))
            moved = lab._moved(loaded, before)
            place = (change.table, expected.program.place(expected.entry))
            if not moved[place]:
                wrong += 1
                print(f"{side} {change.hook} {place}: the kernel counted {dict(moved)}")
    print(f"{told} changes, {len(wanted)} sent through both, {wrong} wrong")
    return 1 if wrong or len(wanted) < 3 else 0


if __name__ == "__main__":
    sys.exit(main())
