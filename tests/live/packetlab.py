"""A router between two networks, in namespaces of its own: packets go in, and what the kernel counted comes out.

Runs within ``samples/tools/netns.run`` as root of these namespaces. Packets come from the peers as whole frames, so
that any address can send them; what this host sends goes through raw sockets. The router has no route to most senders,
so it sends them no answers that would move counters of their own.
"""

from __future__ import annotations

import contextlib
import ctypes
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "samples" / "tools")]

import netns  # noqa: E402
import rawtables  # noqa: E402

from iptblob.escape import Untrusted  # noqa: E402
from iptblob.extensions.base import NEWEST_IPTABLES, Context  # noqa: E402
from iptblob.family import FAMILIES  # noqa: E402
from iptblob.packets.around import world_of  # noqa: E402
from iptblob.packets.described import described  # noqa: E402
from iptblob.packets.program import Program  # noqa: E402
from iptblob.packets.trace import Branch, trace  # noqa: E402
from iptblob.packets.world import World  # noqa: E402
from iptblob.reading.detect import detect  # noqa: E402
from iptblob.reading.opening import open_source  # noqa: E402

RESTORE = {"ipv4": "iptables-legacy-restore", "ipv6": "ip6tables-legacy-restore"}
MAC = {
    "eth0": "02:00:00:00:00:10",
    "eth1": "02:00:00:00:00:11",
    "far0": "02:00:00:00:00:20",
    "far1": "02:00:00:00:00:21",
}
PEER = {"eth0": "far0", "eth1": "far1"}
OWN = {"ipv4": ("203.0.113.10", "10.20.0.1"), "ipv6": ("2001:db8:1::10", "2001:db8:2::1")}
UNANSWERED = {"ipv4": "198.51.100.", "ipv6": "2001:db8:66::"}  # senders without a route back
OUTSIDE = {"ipv4": "192.0.2.", "ipv6": "2001:db8:99::"}
INSIDE = {"ipv4": ("10.20.0.11", "10.20.0.12"), "ipv6": ("2001:db8:2::11", "2001:db8:2::12")}
NETWORK = """
set -e
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
sysctl -qw net.ipv6.conf.default.router_solicitations=0
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1 net.ipv4.conf.default.rp_filter=0 net.ipv4.conf.all.rp_filter=0
ip netns add outside; ip netns add inside
for side in outside inside; do
    ip netns exec $side sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
done
ip link add eth0 address {eth0} type veth peer name far0 address {far0} netns outside
ip link add eth1 address {eth1} type veth peer name far1 address {far1} netns inside
for dev in eth0 eth1; do ip link set $dev arp off multicast off; done
ip -n outside link set far0 up; ip -n inside link set far1 up; ip link set lo up
ip addr add 203.0.113.10/24 dev eth0; ip addr add 10.20.0.1/24 dev eth1; ip link set eth0 up; ip link set eth1 up
ip -6 addr add 2001:db8:1::10/64 dev eth0 nodad; ip -6 addr add 2001:db8:2::1/64 dev eth1 nodad
ip route add default via 203.0.113.1 dev eth0; ip -6 route add default via 2001:db8:1::1 dev eth0
ip route add unreachable 198.51.100.0/24; ip -6 route add unreachable 2001:db8:66::/64
ip neigh add 203.0.113.1 lladdr {far0} dev eth0 nud permanent
ip -6 neigh add 2001:db8:1::1 lladdr {far0} dev eth0 nud permanent
for n in 11 12 13; do
    ip neigh add 10.20.0.$n lladdr {far1} dev eth1 nud permanent
    ip -6 neigh add 2001:db8:2::$n lladdr {far1} dev eth1 nud permanent
done
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.icmp_echo_ignore_all=1
sysctl -qw net.ipv6.icmp.echo_ignore_all=1 net.ipv4.conf.all.log_martians=0
"""


@dataclass
class Sent:
    """One packet: in words, as bytes, and where it goes in ("" for what this host sends)."""

    text: str
    octets: bytes
    device: str
    mark: int = 0


@dataclass
class Outcome:
    """What the kernel counted and what was said of it; ``fits`` is the branch that says the same."""

    text: str
    moved: Counter[tuple[str, str]]
    branches: list[Branch]
    fits: Branch | None

    def told(self) -> str:
        lines = [self.text, f"  kernel: {sorted(self.moved.items())}"]
        lines += [f"  branch {dict(one.assumed)}: {sorted(counted(one).items())} {one.end}" for one in self.branches]
        return "\n".join(lines)


def counted(branch: Branch) -> Counter[tuple[str, str]]:
    return Counter((program.name, program.place(at)) for program, at in branch.counted)


def is_answered(branch: Branch) -> bool:
    """Something goes back: what a rule sends, or what this host has to say to a packet for nobody here."""
    return branch.end.why.startswith("delivered") or any(
        note.startswith("answered with") for note in branch.trail.notes
    )


class Lab:
    """The router: its tables, and packets through them."""

    def __init__(self, family: str, sets: str = "") -> None:
        self.family = family
        subprocess.run(["sh", "-c", NETWORK.format(**MAC)], check=True)
        if sets:
            subprocess.run(["ipset", "restore"], input=sets.encode(), check=True)
        self.peers = {device: self._peer(device) for device in PEER}
        own = socket.AF_INET if family == "ipv4" else socket.AF_INET6
        self.raw = socket.socket(own, socket.SOCK_RAW, socket.IPPROTO_RAW)
        if family == "ipv6":
            self.raw.setsockopt(socket.IPPROTO_IPV6, 36, 1)  # IPV6_HDRINCL
        self.listeners = self._listen(own)
        time.sleep(1)  # for what the kernel sends by itself once links are up

    def _peer(self, device: str) -> socket.socket:
        """A socket in the peer's namespace that sends frames."""
        side = "outside" if device == "eth0" else "inside"
        libc = ctypes.CDLL(None, use_errno=True)
        with Path("/proc/self/ns/net").open() as here, Path(f"/run/netns/{side}").open() as there:
            assert libc.setns(there.fileno(), 0) == 0
            try:
                sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
                sock.bind((PEER[device], 0))
            finally:
                assert libc.setns(here.fileno(), 0) == 0
        return sock

    def _listen(self, family: int) -> list[socket.socket]:
        """Sockets on the UDP ports that packets go to, so that no ICMP error answers."""
        found = []
        for port in PORTS:
            sock = socket.socket(family, socket.SOCK_DGRAM)
            sock.bind(("", port))
            found.append(sock)
        return found

    def world(self) -> World:
        """What a capture of this namespace knows."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "here.iptb"
            netns.capture(path)
            data = path.read_bytes()
        source = open_source("here.iptb", data=data)
        assert source.manifest is not None
        label = next(iter(source.manifest["netlink"]))
        self.names = source.names._replace(ipsets=source.ipsets.get(Untrusted.of(label), {}))
        return world_of(data, "here.iptb", source.manifest, Untrusted.of(label), self.family)

    def load(self, tables: Mapping[str, Sequence[str]]) -> list[str]:
        """Load rules, each by itself; returns those that were refused."""
        self._forget_flows()
        refused = []
        for table, lines in tables.items():
            chains = [line for line in lines if line.startswith(":")]
            self._restore([f"*{table}", *chains, "COMMIT"])
            rules = [line for line in lines if not line.startswith(":")]
            if self._restore([f"*{table}", *chains, *rules, "COMMIT"]):
                for rule in rules:
                    if not self._restore([f"*{table}", rule, "COMMIT"], "--noflush"):
                        continue
                    refused.append(rule)
        return refused

    def _forget_flows(self) -> None:
        """IPCTNL_MSG_CT_DELETE without a tuple: all flows of the namespace."""
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12) as sock:
            sock.send(struct.pack("=IHHIIBBH", 20, 1 << 8 | 2, 1 | 4, 1, 0, 0, 0, 0))
            sock.recv(4096)

    def _restore(self, lines: Sequence[str], *options: str) -> int:
        text = "".join(f"{line}\n" for line in lines).encode()
        return subprocess.run([RESTORE[self.family], *options], input=text, capture_output=True, check=False).returncode

    def programs(self, tables: Sequence[str]) -> list[Program]:
        found = []
        for table in tables:
            reading = detect(rawtables.blob(self.family, table), file=table, family=FAMILIES[self.family])
            found.append(Program(reading.table, Context(self.family, reading.table.abi, self.names, NEWEST_IPTABLES)))
        return found

    def packets(self, programs: Sequence[Program]) -> list[list[int]]:
        """Packets that each entry counted."""
        found = []
        for program in programs:
            reading = detect(rawtables.blob(self.family, program.name), file=program.name, family=FAMILIES[self.family])
            found.append(reading.table.column("counters", "packets").tolist())
        return found

    def put(self, packet: Sent) -> None:
        """One packet on its way."""
        if packet.device:
            frame = bytes.fromhex((MAC[packet.device] + ":" + MAC[PEER[packet.device]]).replace(":", ""))
            kind = b"\x08\x00" if self.family == "ipv4" else b"\x86\xdd"
            self.peers[packet.device].send(frame + kind + packet.octets)
            return
        self.raw.setsockopt(socket.SOL_SOCKET, 36, packet.mark)  # SO_MARK
        size = 16 if self.family == "ipv6" else 4
        start = 24 if self.family == "ipv6" else 16
        destination = socket.inet_ntop(self.raw.family, packet.octets[start : start + size])
        with contextlib.suppress(OSError):  # dropped on its way out: EPERM
            self.raw.sendto(packet.octets, (destination, 0))

    def try_one(self, programs: Sequence[Program], packet: Sent, world: World) -> Outcome:
        """Send it and compare."""
        before = self.packets(programs)
        self.put(packet)
        branches = trace(programs, described(packet.text), world)
        for pause in (0.0, 0.02, 0.1, 0.3):
            time.sleep(pause)
            moved = self._moved(programs, before)
            fits = next((one for one in branches if counted(one) == moved), None)
            if fits is None:  # the answer to a sender who can be reached counts too
                fits = next((one for one in branches if is_answered(one) and counted(one) <= moved), None)
            if fits is not None:
                break
        for sock in self.listeners:
            sock.setblocking(False)
            try:
                while True:
                    sock.recv(1)
            except OSError:
                pass
        return Outcome(packet.text, moved, branches, fits)

    def _moved(self, programs: Sequence[Program], before: Sequence[Sequence[int]]) -> Counter[tuple[str, str]]:
        moved: Counter[tuple[str, str]] = Counter()
        for program, old, new in zip(programs, before, self.packets(programs), strict=True):
            for at, (one, other) in enumerate(zip(old, new, strict=True)):
                if other != one:
                    moved[program.name, program.place(at)] += other - one
        return moved


PORTS = (22, 53, 80, 443, 1024, 5000, 8080, 40000, 40001, 40002)


# Packets as bytes


def checksum(octets: bytes) -> int:
    octets += b"\0" * (len(octets) % 2)
    total = sum(struct.unpack(f"!{len(octets) // 2}H", octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def address(text: str) -> bytes:
    return socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text)


def with_checksum(proto: int, source: str, destination: str, body: bytes, at: int) -> bytes:
    """The transport header and its data with the sum over both and the pseudo header."""
    a, b = address(source), address(destination)
    pseudo = a + b + (struct.pack("!BBH", 0, proto, len(body)) if len(a) == 4 else struct.pack("!II", len(body), proto))
    found = checksum((b"" if proto == 1 else pseudo) + body)
    found = found or (0xFFFF if proto == 17 else 0)
    return body[:at] + struct.pack("!H", found) + body[at + 2 :]


def tcp(source: str, destination: str, sport: int, dport: int, flags: int, data: bytes = b"") -> bytes:
    body = struct.pack("!HHIIBBHHH", sport, dport, 1000, 1001 if flags & 0x10 else 0, 0x50, flags, 8192, 0, 0) + data
    return with_checksum(6, source, destination, body, 16)


def udp(source: str, destination: str, sport: int, dport: int, data: bytes = b"") -> bytes:
    return with_checksum(17, source, destination, struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data, 6)


def icmp(source: str, destination: str, kind: int, code: int, *, ident: int = 0, data: bytes = b"") -> bytes:
    proto = 58 if ":" in source else 1
    body = struct.pack("!BBHHH", kind, code, 0, ident, 1) + data
    return with_checksum(proto, source, destination, body, 2)


def packet(
    source: str,
    destination: str,
    proto: int,
    body: bytes,
    *,
    ttl: int = 64,
    tos: int = 0,
    frag: tuple[int, bool] = (0, False),
) -> bytes:
    """The IP packet; ``frag`` is (offset in units of 8 bytes, are there more)."""
    if ":" in source:
        if frag != (0, False):
            body = struct.pack("!BBHI", proto, 0, frag[0] << 3 | frag[1], 4711) + body
            proto = 44
        head = struct.pack("!IHBB", 6 << 28 | tos << 20, len(body), proto, ttl)
        return head + address(source) + address(destination) + body
    head = struct.pack("!BBHHHBBH", 0x45, tos, 20 + len(body), 4711, frag[1] << 13 | frag[0], ttl, proto, 0)
    head += address(source) + address(destination)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body
