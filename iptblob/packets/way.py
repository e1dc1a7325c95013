"""The way of a packet: hooks and tables in the order of their priorities.

ip_rcv, ip_local_deliver, ip_forward, ip_output (net/ipv4), their likes of net/ipv6 and net/ipv4/arp.c, Linux 6.18;
priorities of include/uapi/linux/netfilter_ipv4.h.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from iptblob.packets.acts import Actor
from iptblob.packets.mind import Mind, UnfollowedError, device_number
from iptblob.packets.nat import FORWARD, INPUT, OUTPUT, POSTROUTING, PREROUTING, Nat
from iptblob.packets.program import Program
from iptblob.packets.walk import Rewrite, Trail, Walker
from iptblob.packets.world import LOCAL, MULTICAST, NO_ROUTE
from iptblob.terms import Between

CONNTRACK_PRIORITY, LOOPBACK_DEVICE = -200, b"lo"
PRIORITY = {"raw": -300, "mangle": -150, "filter": 0, "security": 50}
NFT_SECURITY = 150  # of iptables-nft's own table (xtables_ipv4, iptables/nft.c 1.8.9)
NAT_PRIORITY = {PREROUTING: -100, OUTPUT: -100, INPUT: 100, POSTROUTING: 100}
ARP_INPUT, ARP_OUTPUT = 0, 1
TRACKED_IN = (PREROUTING, OUTPUT)
CONFIRMED = 0x8  # IPS_CONFIRMED


@dataclass(frozen=True)
class Fate:
    """What became of a packet: ``verdict`` is ACCEPT, DROP, HELD or UNKNOWN, ``why`` says more."""

    verdict: str
    hook: str
    why: str


class Way:
    """One packet on its way through the tables of a network namespace."""

    def __init__(self, programs: Sequence[Program], mind: Mind, trail: Trail) -> None:
        self.mind, self.trail = mind, trail
        self.family = programs[0].table.family if programs else None
        self.programs = programs
        self.nat = Nat(mind, trail)
        self.actor = Actor(mind, trail, self.nat)
        self.walker = Walker(mind, trail, self.actor.act)

    # stations

    def stations(self, hook: int) -> Iterator[list[Program]]:
        """Tables in order; an empty list is the connection tracking, several are the nat tables."""
        found: dict[int, list[Program]] = {}
        for program in self.programs:
            if hook in program.hooks:
                found.setdefault(self._priority(program, hook), []).append(program)
        if hook in TRACKED_IN and self.mind.family != "arp":
            found.setdefault(CONNTRACK_PRIORITY, [])
        for priority in sorted(found):
            here = found[priority]
            if len(here) < 2 or priority == NAT_PRIORITY.get(hook):
                yield self._ordered(here, hook)
            else:
                yield from ([one] for one in self._ordered(here, hook))

    def _priority(self, program: Program, hook: int) -> int:
        if program.name == "nat":
            return NAT_PRIORITY[hook]
        if program.name == "security" and program.table.origin is not None:
            return NFT_SECURITY
        return PRIORITY.get(program.name, 0)

    def _ordered(self, here: list[Program], hook: int) -> list[Program]:
        """Of one priority whatever registered last comes first (nf_hook_entries_grow), which no capture tells."""
        if len(here) < 2:
            return here
        name = f"{here[0].name} {here[0].table.family.hooks[hook]}"
        first = self.mind.ask(f"{here[0].table.backend} comes before {here[1].table.backend} in {name}")
        return here if first else here[::-1]

    def hook(self, hook: int, inward: bytes, outward: bytes | None) -> str:
        """The verdict of all tables in a hook; ``outward`` is None where the interface is not known."""
        mind = self.mind
        mind.values = {**mind.values, "in": device_number(inward)}
        self._leaves_by(outward)
        for programs in self.stations(hook):
            if not programs:
                self._track()
                continue
            if programs[0].name == "nat" and mind.family != "arp":
                verdict = self._translate(programs, hook)
            else:
                verdict = self.walker.through(programs[0], hook)
            if verdict == "QUEUE" and not mind.ask(f"the program behind the queue accepts at {mind.place}"):
                verdict = "DROP"
            if verdict == "DROP":
                return verdict
        return "ACCEPT"

    def _leaves_by(self, outward: bytes | None) -> None:
        if outward is not None:
            self.mind.values = {**self.mind.values, "out": device_number(outward)}
        else:
            self.mind.forget("out")

    def _track(self) -> None:
        """nf_conntrack_in: a flow, unless there is one or there shall be none."""
        mind = self.mind
        if self.actor.tracked and not mind.values.get("template"):
            return
        if not self.tracks and not self._tracked_anyway():
            return
        self.actor.tracked = True
        mind.forget("template")
        given = mind.values.get("state")
        if given is not None:
            mind.begin_flow(given) if given else mind.set("ctstate", 0)
        else:
            mind.pending = True

    @cached_property
    def tracks(self) -> bool:
        """Connections are tracked where a rule asks for it; without one somebody else may have."""
        return any(program.tracks for program in self.programs)

    def _tracked_anyway(self) -> bool:
        """Only nat tables tell: no rule asks for a flow."""
        if not any(program.name == "nat" for program in self.programs):
            return False
        return self.mind.ask("connections are tracked, though no rule asks for it")

    def _translate(self, programs: Sequence[Program], hook: int) -> str:
        mind = self.mind
        if not mind.holds(Between("ctstate", 1, 3)):  # no flow, no NAT
            return "ACCEPT"
        if self.nat.wants_rules(hook):
            for program in programs:
                verdict = self.walker.through(program, hook)
                if verdict != "ACCEPT":
                    return verdict
        self.nat.apply(hook)
        return "ACCEPT"

    # the way

    def received(self, device: bytes, *, again: bool = False) -> Fate:
        """A packet that came in by ``device``; ``again``: that this host sent to itself."""
        if self.mind.family == "arp":
            return self._end(self.hook(ARP_INPUT, device, b""), ARP_INPUT, "taken")
        self._tracked_fragments()
        if self.hook(PREROUTING, device, b"") == "DROP":
            return self._end("DROP", PREROUTING, "")
        if self._delivered():
            if self._is_fragment() and self.mind.family == "ipv4":
                return Fate("HELD", "INPUT", "until the other fragments are there: INPUT sees whole packets")
            return self._end(self.hook(INPUT, device, b""), INPUT, "delivered to this host")
        if again:
            return Fate("DROP", "PREROUTING", "what this host sent to itself is not for this host any more")
        return self._forwarded(device)

    def _tracked_fragments(self) -> None:
        if not self._is_fragment():
            return
        key = "fragments are put together before the tables see them"
        if self.tracks or self.mind.ask(key):
            raise UnfollowedError("the connection tracking holds fragments until all are there: trace the whole packet")

    def _is_fragment(self) -> bool:
        return bool(self.mind.values.get("fragment"))

    def _delivered(self) -> bool:
        mind = self.mind
        kind = mind.type_of("dst")
        if kind == MULTICAST:
            return mind.ask("this host takes part in the multicast group")
        if mind.values.get("forwarded") and not mind.rewrites and kind in (None, 1):
            return False
        return mind.holds(Between("dsttype", LOCAL, LOCAL + 1 if mind.family == "ipv4" else LOCAL))

    def _forwarded(self, device: bytes) -> Fate:
        mind = self.mind
        if not mind.ask("this host forwards packets", True if mind.values.get("forwarded") else None):
            return Fate("DROP", "PREROUTING", "it is not for this host, which forwards nothing")
        way = self._way()
        if way is not None and way == NO_ROUTE.encode():
            return Fate("DROP", "PREROUTING", "no route leads to its destination")
        ttl = mind.get("ttl")
        if ttl is not None and ttl <= 1:
            return Fate("DROP", "FORWARD", "its time to live is over: answered with an ICMP error")
        if ttl is None:
            self.trail.note("its time to live is taken to be more than 1")
            mind.set("ttl", None)
        else:
            mind.values = {**mind.values, "ttl": ttl - 1}
            self.trail.passed.append(Rewrite(FORWARD, "ttl", ttl, ttl - 1))
        if self.hook(FORWARD, device, way) == "DROP":
            return self._end("DROP", FORWARD, "")
        inward = device if mind.world.input_in_postrouting else b""
        return self._end(self.hook(POSTROUTING, inward, way), POSTROUTING, self._sent_by("forwarded", way))

    def _way(self) -> bytes | None:
        """The interface that it leaves by, b"" for no route, None where it is not known."""
        mind = self.mind
        said = self._said()
        if said is not None and not mind.rewrites:
            return said
        value = mind.get("dst")
        found = None if value is None else mind.world.way_to(value)
        return None if found is None else found.encode("latin-1")

    def _said(self) -> bytes | None:
        """The interface that the packet is said to leave by."""
        number = self.mind.values.get("outward")
        return None if number is None else number.to_bytes(16, "big").rstrip(b"\0")

    def sent(self) -> Fate:
        """A packet that this host makes."""
        mind = self.mind
        if mind.family == "arp":
            device = self._said()
            return self._end(self.hook(ARP_OUTPUT, b"", device), ARP_OUTPUT, "sent")
        self._tracked_fragments()
        if self.hook(OUTPUT, b"", self._way_out()) == "DROP":
            return self._end("DROP", OUTPUT, "")
        way = self._way_out()  # again, as ip_route_me_harder does where the destination or the mark changed
        if way == b"":
            return Fate("DROP", "OUTPUT", "no route leads to its destination")
        if self.hook(POSTROUTING, b"", way) == "DROP":
            return self._end("DROP", POSTROUTING, "")
        if way != LOOPBACK_DEVICE:
            return self._end("ACCEPT", POSTROUTING, self._sent_by("sent", way))
        self._confirm()
        mind.values = {**mind.values, "sock": 0, "ether": 0, "smac": 0, "cast": 0}
        return self.received(LOOPBACK_DEVICE, again=True)

    def _way_out(self) -> bytes | None:
        if self.mind.type_of("dst") == LOCAL:
            return LOOPBACK_DEVICE
        return self._way()

    def _confirm(self) -> None:
        """The flow is in the table of flows once its first packet was sent."""
        status = self.mind.values.get("ctstatus")
        if status is not None:
            self.mind.values = {**self.mind.values, "ctstatus": status | CONFIRMED}

    def _sent_by(self, what: str, way: bytes | None) -> str:
        from iptblob.escape import visible

        return f"{what} by {visible(way)}" if way else f"{what}, by which interface is not known"

    def _end(self, verdict: str, hook: int, why: str) -> Fate:
        hooks: Mapping[int, str] = dict(enumerate(("INPUT", "OUTPUT", "FORWARD") if self.mind.family == "arp" else (
            "PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")))  # fmt: skip
        return Fate(verdict, hooks[hook], why if verdict == "ACCEPT" else "")
