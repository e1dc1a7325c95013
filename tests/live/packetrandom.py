"""Random tables and packets for the router of ``packetlab``."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from iptblob.packets.flow import ORIGINAL, REPLY_TUPLE
from iptblob.packets.question import address_text
from iptblob.terms import NEW
from tests.live.packetlab import INSIDE, OUTSIDE, OWN, PORTS, UNANSWERED, Sent, icmp, packet, tcp, udp

HOOKS = {
    "raw": ("PREROUTING", "OUTPUT"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
}
STATELESS = ("raw", "mangle", "filter", "security")
STATES = ["NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED", "SNAT", "DNAT"]
USERS = ("U1", "U2", "U3")
SETS = """create hosts hash:ip family {family}
add hosts {one}
add hosts {two}
create nets hash:net family {family}
add nets {net}
create pairs hash:ip,port family {family}
add pairs {one},tcp:80
add pairs {one},udp:53
create empty hash:ip family {family}
"""
FLAG_BITS = {"SYN": 2, "ACK": 0x10, "SYN,ACK": 0x12, "FIN,ACK": 0x11, "RST": 4, "PSH,ACK": 0x18}


def sets_of(family: str) -> str:
    v6 = family == "ipv6"
    return SETS.format(family="inet6" if v6 else "inet", one=UNANSWERED[family] + "7", two=OWN[family][0],
                       net="2001:db8:66::/120" if v6 else "198.51.100.0/29")  # fmt: skip


@dataclass
class Maker:
    """Draws rules and packets of one family; without connection tracking if ``stateless``."""

    family: str
    seed: int
    stateless: bool = False

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.port = 20000 + self.seed * 37 % 20000
        self.icmp = "icmp" if self.family == "ipv4" else "ipv6-icmp"

    # addresses and ports

    def any_address(self) -> str:
        pick = self.rng.choice
        return pick([*OWN[self.family], UNANSWERED[self.family] + str(pick(range(1, 20))),
                     OUTSIDE[self.family] + str(pick(range(1, 9))), *INSIDE[self.family]])  # fmt: skip

    def network(self) -> str:
        length = self.rng.choice([32, 30, 28, 24, 16] if self.family == "ipv4" else [128, 126, 124, 64, 48])
        return f"{self.any_address()}/{length}"

    def ports(self) -> str:
        low = self.rng.choice(PORTS)
        return str(low) if self.rng.random() < 0.6 else f"{low}:{low + self.rng.choice([1, 1000, 20000])}"

    # rules

    def tables(self) -> dict[str, list[str]]:
        return {table: self._table(table) for table in HOOKS if not self.stateless or table in STATELESS}

    def _table(self, table: str) -> list[str]:
        policy = "ACCEPT"
        lines = [
            f":{hook} {self.rng.choice(['ACCEPT'] * 9 + ['DROP']) if table != 'nat' else policy}"
            for hook in HOOKS[table]
        ]
        lines += [f":{user} -" for user in USERS]
        for chain in (*HOOKS[table], *USERS):
            lines += [f"-A {chain} {self.rule(table, chain)}" for _ in range(self.rng.randint(1, 7))]
        return lines

    def rule(self, table: str, chain: str) -> str:
        words = []
        rng = self.rng
        for option, value in (("-s", self.network), ("-d", self.network), ("-i", self._device), ("-o", self._device)):
            if rng.random() < 0.15 and not (option == "-o" and chain in ("PREROUTING", "INPUT")) and not (
                option == "-i" and chain == "OUTPUT"
            ):  # fmt: skip
                words.append(f"{self._maybe_not()}{option} {value()}")
        protocol = rng.choice(["", "", "tcp", "tcp", "udp", self.icmp, "sctp", "dccp", "47"])
        if protocol:
            words.append(f"-p {protocol}")
        elif rng.random() < 0.1:
            words.append(f"! -p {rng.choice(['tcp', 'udp'])}")
        if self.family == "ipv4" and rng.random() < 0.05 and not protocol:
            words.append(f"{self._maybe_not()}-f")
        words += [self._match(protocol, table, chain) for _ in range(rng.choice([0, 0, 1, 1, 1, 2]))]
        return " ".join([*filter(None, words), self._target(table, chain, protocol)])

    def _device(self) -> str:
        return self.rng.choice(["eth0", "eth1", "lo", "eth+", "ppp+"])

    def _maybe_not(self) -> str:
        return "! " if self.rng.random() < 0.3 else ""

    def _match(self, protocol: str, table: str, chain: str) -> str:
        options: list[Callable[[], str]] = [
            self._mark, self._addrtype, self._iprange, self._length, self._mac, self._pkttype, self._hops, self._dscp,
            self._tos, self._comment, self._statistic, self._limit, self._set, self._string, self._physdev, self._rest,
            self._ecn,
        ]  # fmt: skip
        if not self.stateless:
            options += [self._conntrack] * 3 + [self._state, self._connmark, self._ctstatus]
        if chain in ("OUTPUT", "POSTROUTING"):
            options.append(self._owner)
        if protocol in ("tcp", "udp", "sctp", "dccp"):
            options += [
                lambda: f"-m {protocol} {self._maybe_not()}--{self.rng.choice(['sport', 'dport'])} {self.ports()}"
            ] * 4
            options.append(self._multiport)
        if protocol == "tcp":
            options += [self._flags, self._flags]
        if protocol == self.icmp:
            options += [self._icmp] * 4
        return self.rng.choice(options)()

    def _multiport(self) -> str:
        listed = ",".join(self.ports() for _ in range(self.rng.randint(1, 4)))
        return f"-m multiport {self._maybe_not()}--{self.rng.choice(['sports', 'dports', 'ports'])} {listed}"

    def _flags(self) -> str:
        rng = self.rng
        if rng.random() < 0.2:
            return f"-m tcp {self._maybe_not()}--tcp-option {rng.choice([2, 5, 8])}"
        return f"-m tcp {self._maybe_not()}" + rng.choice(
            [
                "--syn",
                "--tcp-flags ALL SYN",
                "--tcp-flags SYN,ACK SYN,ACK",
                "--tcp-flags ACK NONE",
                "--tcp-flags ALL NONE",
            ]
        )

    def _icmp(self) -> str:
        kinds = ["8", "0", "3", "3/3", "8/0", "11", "any"] if self.family == "ipv4" else ["128", "129", "1", "1/4", "3"]
        name = "icmp" if self.family == "ipv4" else "icmp6"
        option = "--icmp-type" if self.family == "ipv4" else "--icmpv6-type"
        return f"-m {name} {self._maybe_not()}{option} {self.rng.choice(kinds)}"

    def _conntrack(self) -> str:
        rng = self.rng
        tests = [
            "--ctstate " + ",".join(rng.sample(STATES, rng.randint(1, 3))),
            f"--ctproto {rng.choice(['tcp', 'udp', '47'])}", f"--ctorigsrc {self.network()}",
            f"--ctorigdst {self.network()}", f"--ctreplsrc {self.network()}", f"--ctrepldst {self.network()}",
            f"--ctorigsrcport {self.ports()}", f"--ctorigdstport {self.ports()}", f"--ctreplsrcport {self.ports()}",
            f"--ctrepldstport {self.ports()}",
        ]  # fmt: skip
        chosen = [f"{self._maybe_not()}{test}" for test in rng.sample(tests, rng.choice([1, 1, 2]))]
        if rng.random() < 0.2:
            chosen.append(f"--ctdir {rng.choice(['ORIGINAL', 'REPLY'])}")
        return f"-m conntrack {' '.join(chosen)}"

    def _ctstatus(self) -> str:
        status = self.rng.choice(["NONE", "SEEN_REPLY", "CONFIRMED", "ASSURED"])
        return f"-m conntrack {self._maybe_not()}--ctstatus {status}"

    def _state(self) -> str:
        names = self.rng.choice(["NEW", "INVALID", "ESTABLISHED,RELATED", "NEW,UNTRACKED"])
        return f"-m state {self._maybe_not()}--state {names}"

    def _connmark(self) -> str:
        return f"-m connmark {self._maybe_not()}--mark {self.rng.choice(['0x1', '0x2/0x2', '0/0xff', '0x10/0x30'])}"

    def _mark(self) -> str:
        return f"-m mark {self._maybe_not()}--mark {self.rng.choice(['0x1', '0x2/0x2', '0/0xff', '0x10/0x30', '0x5'])}"

    def _addrtype(self) -> str:
        kinds = ["LOCAL", "UNICAST", "MULTICAST", "UNICAST,LOCAL"]
        kinds += ["BROADCAST", "LOCAL,BROADCAST"] if self.family == "ipv4" else []
        return f"-m addrtype {self._maybe_not()}--{self.rng.choice(['src', 'dst'])}-type {self.rng.choice(kinds)}"

    def _iprange(self) -> str:
        base = UNANSWERED[self.family]
        side = self.rng.choice(["src", "dst"])
        low, high = self.rng.randint(1, 8), self.rng.choice([9, 12, 15])
        return f"-m iprange {self._maybe_not()}--{side}-range {base}{low}-{base}{high}"

    def _length(self) -> str:
        return f"-m length {self._maybe_not()}--length {self.rng.choice(['28', '40:60', '20:1000', '61:'])}"

    def _mac(self) -> str:
        return f"-m mac {self._maybe_not()}--mac-source {self.rng.choice(['02:00:00:00:00:20', '02:00:00:00:00:21'])}"

    def _pkttype(self) -> str:
        return f"-m pkttype {self._maybe_not()}--pkt-type {self.rng.choice(['unicast', 'broadcast'])}"

    def _hops(self) -> str:
        name, option = ("ttl", "ttl") if self.family == "ipv4" else ("hl", "hl")
        test = self.rng.choice([f"--{option}-eq 64", f"! --{option}-eq 63", f"--{option}-lt 64", f"--{option}-gt 20"])
        return f"-m {name} {test}"

    def _dscp(self) -> str:
        return f"-m dscp {self._maybe_not()}--dscp {self.rng.choice(['0x00', '0x0a', '0x2e'])}"

    def _tos(self) -> str:
        return f"-m tos {self._maybe_not()}--tos {self.rng.choice(['0x10/0xff', '0x00/0x3f', '0x28/0xfc'])}"

    def _ecn(self) -> str:
        return f"-m ecn {self._maybe_not()}--ecn-ip-ect {self.rng.choice(['0', '1'])}"

    def _comment(self) -> str:
        return f'-m comment --comment "number {self.rng.randint(1, 9)}"'

    def _statistic(self) -> str:
        return "-m statistic " + self.rng.choice(["--mode random --probability 0.5", "--mode nth --every 2 --packet 0"])

    def _limit(self) -> str:
        return f"-m limit --limit {self.rng.choice(['1/hour', '100/sec'])} --limit-burst {self.rng.choice([1, 5])}"

    def _set(self) -> str:
        name = self.rng.choice(["hosts", "nets", "pairs", "empty"])
        sides = self.rng.choice(["src", "dst"])
        sides = f"{sides},{self.rng.choice(['src', 'dst'])}" if name == "pairs" else sides
        return f"-m set {self._maybe_not()}--match-set {name} {sides}"

    def _string(self) -> str:
        return f"-m string {self._maybe_not()}--string {self.rng.choice(['attack', 'hello'])} --algo bm"

    def _physdev(self) -> str:
        return f"-m physdev {self._maybe_not()}--physdev-is-bridged"

    def _rest(self) -> str:
        """Facts that are the same for every packet of a run."""
        found = ["-m cpu --cpu 0", "-m time --timestart 00:00 --timestop 12:00", "-m recent --set --name seen",
                 "-m hashlimit --hashlimit-upto 1/hour --hashlimit-burst 3 --hashlimit-mode srcip --hashlimit-name h1",
                 "-m quota --quota 2000", "-m realm ! --realm 7", "-m devgroup --src-group 0"]  # fmt: skip
        return self.rng.choice(
            found
            if self.stateless
            else [*found, "-m connbytes --connbytes 1 --connbytes-dir both --connbytes-mode packets"]
        )

    def _owner(self) -> str:
        return f"-m owner {self._maybe_not()}" + self.rng.choice(
            ["--uid-owner 0", "--uid-owner 1000-2000", "--gid-owner 0", "--socket-exists"]
        )

    def _target(self, table: str, chain: str, protocol: str) -> str:
        rng = self.rng
        options = ["-j ACCEPT", "-j RETURN", "", "-j NFLOG --nflog-group 7"]
        if table != "nat":
            options += ["-j DROP"]
        if chain not in USERS:
            options += [f"-j {rng.choice(USERS)}"] * 3 + [f"-g {rng.choice(USERS)}"]
        elif chain != USERS[-1]:
            later = USERS[USERS.index(chain) + 1 :]
            options += [f"-j {rng.choice(later)}", f"-g {rng.choice(later)}"]
        special = {"raw": self._raw, "mangle": self._mangle, "nat": self._nat, "filter": self._filter}.get(table)
        return special(chain, protocol) if special and rng.random() < 0.5 else rng.choice(options)

    def _raw(self, _chain: str, _protocol: str) -> str:
        options = ["-j TRACE", "-j SET --add-set empty src"]
        return self.rng.choice(
            options if self.stateless else [*options, "-j CT --notrack", "-j CT --zone 0", "-j NOTRACK"]
        )

    def _mangle(self, chain: str, protocol: str) -> str:
        rng = self.rng
        options = [
            f"-j MARK --set-xmark {rng.choice(['0x1/0xf', '0x2/0x2', '0x10/0x30', '0x7/0x3'])}",
            "-j DSCP --set-dscp 0x0a",
            "-j TOS --set-tos 0x10/0x1c", "-j CLASSIFY --set-class 1:2", "-j CHECKSUM --checksum-fill",
        ]  # fmt: skip
        options += ["-j TTL --ttl-dec 1", "-j TTL --ttl-set 63"] if self.family == "ipv4" else ["-j HL --hl-inc 1"]
        options += ["-j TCPMSS --set-mss 1400"] if protocol == "tcp" else []
        if not self.stateless:
            options += [f"-j CONNMARK {rng.choice(['--set-xmark 0x1/0x3', '--save-mark', '--restore-mark'])}"] * 2
        return rng.choice(options)

    def _nat(self, chain: str, protocol: str) -> str:
        rng = self.rng
        inside = INSIDE[self.family][0]
        port = f":{rng.choice(PORTS)}" if protocol in ("tcp", "udp") and rng.random() < 0.5 else ""
        goal = f"[{inside}]" if self.family == "ipv6" and port else inside
        if chain in ("PREROUTING", "OUTPUT"):
            redirect = f"-j REDIRECT --to-ports {rng.choice(PORTS)}" if port else "-j REDIRECT"
            net = "10.20.0.0/24" if self.family == "ipv4" else "2001:db8:2::/64"
            return rng.choice(
                [f"-j DNAT --to-destination {goal}{port}"] * 2
                + [redirect]
                + ([f"-j NETMAP --to {net}"] if rng.random() < 0.2 else [])
            )
        if chain == "POSTROUTING":
            to = OUTSIDE[self.family] + "200"
            own = f"[{to}]" if self.family == "ipv6" and port else to
            return rng.choice(["-j MASQUERADE", f"-j SNAT --to-source {own}{port}"])
        if chain == "INPUT":
            return f"-j SNAT --to-source {UNANSWERED[self.family]}99"
        return "-j ACCEPT"

    def _filter(self, _chain: str, protocol: str) -> str:
        return self.rng.choice(
            [
                "-j REJECT",
                "-j NFLOG --nflog-prefix seen",
                "-j REJECT --reject-with tcp-reset" if protocol == "tcp" else "-j REJECT",
            ]
        )

    # packets

    def packets(self, count: int) -> Iterator[Sent]:
        for _ in range(count):
            yield self.one()

    def one(self) -> Sent:
        rng = self.rng
        self.port = 20000 + (self.port + 1) % 40000
        own = rng.random() < 0.25
        device = "" if own else rng.choice(["eth0", "eth0", "eth1"])
        source = rng.choice(OWN[self.family]) if own else UNANSWERED[self.family] + str(rng.randint(1, 19))
        goals = [*OWN[self.family], *INSIDE[self.family], OUTSIDE[self.family] + str(rng.randint(1, 9))]
        destination = rng.choice(goals)
        ttl, tos = rng.choice([64, 64, 63, 20]), rng.choice([0, 0, 0x10, 0x28, 1])
        local = own and destination in OWN[self.family]
        kind = rng.choice(["udp", "icmp"] if local else ["tcp", "tcp", "udp", "icmp", *(["47"] if device else [])])
        if kind == "47" and device:  # no ports make its flow another one
            source = UNANSWERED[self.family] + str(20 + self.port % 200)
        proto, body, said, state = self._body(kind, source, destination)
        frag, fragment = (0, False), ""
        if self.stateless and device and rng.random() < 0.25:
            frag, fragment = rng.choice(
                [((0, True), "frag=first"), ((1, False), "frag=later:1"), ((185, True), "frag=later:185")]
            )
            body = (body + bytes(64))[:64]
        octets = packet(source, destination, proto, body, ttl=ttl, tos=tos, frag=frag)
        length = len(octets)
        mac = f"mac=02:00:00:00:00:{'20' if device == 'eth0' else '21'} cast=unicast" if device else "uid=0 gid=0"
        mark = 0 if device else rng.choice([0, 0, 1, 2])
        words = [
            said,
            f"in={device} {mac}" if device else f"out={self._out(destination)} {mac}",
            f"ttl={ttl} tos={tos} length={length}",
            f"mark={mark}" if mark else "",
            fragment,
            "" if self.stateless else f"state={state}",
        ]
        return Sent(" ".join(filter(None, words)), octets, device, mark)

    def begin(self) -> Sent:
        """The first packet of a flow through the router whose answers find their way back."""
        self.port = 20000 + (self.port + 1) % 40000
        source, destination = OUTSIDE[self.family] + "50", self.rng.choice(INSIDE[self.family])
        kind = self.rng.choice(["tcp", "udp"])
        proto, body, said, state = self._body(kind, source, destination, flags="SYN")
        octets = packet(source, destination, proto, body)
        words = f"{said} in=eth0 mac=02:00:00:00:00:20 cast=unicast length={len(octets)} tos=0 state={state}"
        return Sent(words, octets, "eth0")

    def answers(self, values: Mapping[str, int]) -> list[Sent]:
        """What comes back: an answer, and an ICMP error about the first packet; none where a field is not known."""
        if not {*ORIGINAL, *REPLY_TUPLE, "ctmark"} <= values.keys() or values.get("ctstate") != NEW:
            return []
        source, goal = (address_text(values[side], self.family) for side in ("rsrc", "rdst"))
        sport, dport = values["rsport"], values["rdport"]
        device = "eth1" if source in INSIDE[self.family] else "eth0"
        flow = "->".join(
            self._end(values[side], values[port]) for side, port in (("osrc", "osport"), ("odst", "odport"))
        )
        reply = "->".join(
            self._end(values[side], values[port]) for side, port in (("rsrc", "rsport"), ("rdst", "rdport"))
        )
        more = f"in={device} cast=unicast tos=0 dir=reply flow={flow} reply={reply} ctmark={values['ctmark']}"
        more += f" mac=02:00:00:00:00:{'20' if device == 'eth0' else '21'}"
        proto = values["proto"]
        body = tcp(source, goal, sport, dport, 0x12) if proto == 6 else udp(source, goal, sport, dport, b"answer")
        inner = packet(
            goal, source, proto, (tcp if proto == 6 else udp)(goal, source, dport, sport, *([2] if proto == 6 else []))
        )
        v4 = self.family == "ipv4"
        error = icmp(source, goal, *((3, 3) if v4 else (1, 4)), data=inner)
        found = []
        ends = f"{self._end(values['rsrc'], sport)} -> {self._end(values['rdst'], dport)}"
        for number, payload, words, state in (
            (proto, body, f"{ends}/{'tcp SYN,ACK' if proto == 6 else 'udp'}", "ESTABLISHED"),
            (1 if v4 else 58, error, f"{source} -> {goal}/icmp icmp={'3/3' if v4 else '1/4'}", "RELATED"),
        ):
            octets = packet(source, goal, number, payload)
            found.append(Sent(f"{words} {more} length={len(octets)} state={state}", octets, device))
        return found

    def _end(self, value: int, port: int) -> str:
        text = address_text(value, self.family)
        return f"[{text}]:{port}" if self.family == "ipv6" else f"{text}:{port}"

    def _out(self, destination: str) -> str:
        return "lo" if destination in OWN[self.family] else "eth1" if destination in INSIDE[self.family] else "eth0"

    def _body(self, kind: str, source: str, destination: str, flags: str = "") -> tuple[int, bytes, str, str]:
        """(protocol, transport header and data, the packet in words, its state)."""
        rng = self.rng
        sport, dport = self.port, rng.choice(PORTS)
        ends = (
            f"{source}:{sport} -> {destination}:{dport}"
            if self.family == "ipv4"
            else f"[{source}]:{sport} -> [{destination}]:{dport}"
        )
        data = rng.choice([b"", b"hello attack", b"x" * 40])
        if kind == "tcp":
            flags = flags or rng.choice(["SYN", "SYN", "ACK", "PSH,ACK", "RST", "SYN,ACK", "NONE"])
            state = "NEW" if flags in ("SYN", "ACK", "PSH,ACK") else "INVALID"
            bits = FLAG_BITS.get(flags, 0)
            return 6, tcp(source, destination, sport, dport, bits, data), f"{ends}/tcp {flags}", state
        if kind == "udp":
            return 17, udp(source, destination, sport, dport, data), f"{ends}/udp", "NEW"
        if kind == "icmp":
            v4 = self.family == "ipv4"
            number, state = rng.choice(
                [(8, "NEW"), (8, "NEW"), (0, "INVALID")] if v4 else [(128, "NEW"), (128, "NEW"), (129, "INVALID")]
            )
            body = icmp(source, destination, number, 0, ident=sport & 0xFFFF, data=data)
            return (1 if v4 else 58), body, f"{source} -> {destination}/icmp icmp={number}/0 id={sport}", state
        return 47, bytes(8) + data, f"{source} -> {destination}/47", "NEW"
