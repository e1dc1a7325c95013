"""NAT: what a flow is bound to by its first packet, and what that does to each of its packets.

nf_nat_inet_fn, nf_nat_setup_info, nf_nat_l4proto_unique_tuple (net/netfilter/nf_nat_core.c), nf_nat_masquerade.c and
nf_nat_redirect.c of Linux 6.18.
"""

from __future__ import annotations

from iptblob.packets.doubt import Doubt
from iptblob.packets.flow import WITH_PORTS, tuples_of
from iptblob.packets.mind import Mind, UnfollowedError
from iptblob.packets.walk import Rewrite, Trail
from iptblob.terms import ADDRESS_BITS, ICMP_NUMBERS, NEW, RELATED, Between, Translates

PREROUTING, INPUT, FORWARD, OUTPUT, POSTROUTING = range(5)
TRANSLATED = "the flow was translated when it began"
CLASH = "where another flow holds the same translated tuple, this one gets another port, or is dropped"
LOOPBACK = {"ipv4": 0x7F000001, "ipv6": 1}
# By whether the source is meant: fields of the packet, and those of the reply tuple that say what they become.
SIDES = {True: ("src", "sport", "rdst", "rdport"), False: ("dst", "dport", "rsrc", "rsport")}
MARKS = {True: "ctsnat", False: "ctdnat"}


def changes_source(hook: int) -> bool:
    """Of the two directions of NAT, which one a hook does (HOOK2MANIP)."""
    return hook in (INPUT, POSTROUTING)


class Nat:
    """The NAT of one packet on its way."""

    def __init__(self, mind: Mind, trail: Trail) -> None:
        self.mind, self.trail = mind, trail
        self.done: set[bool] = set()  # which directions are bound

    def wants_rules(self, hook: int) -> bool:
        """Does the nat table see this packet in this hook? Only a flow's first one, once a direction."""
        mind = self.mind
        state = mind.get("ctstate")
        if state not in (NEW, RELATED) or changes_source(hook) in self.done:
            return False
        if state == RELATED:
            if self._is_icmp():
                return False
            self._settle()
        return True

    def _is_icmp(self) -> bool:
        return self.mind.get("proto") == ICMP_NUMBERS[self.mind.family]

    def bind(self, wanted: Translates, hook: int) -> str:
        """What a NAT target does: the verdict."""
        source = changes_source(hook) if wanted.source is None else wanted.source
        address, port, bound, bound_port = SIDES[source]
        mind = self.mind
        spans = self._addresses(wanted, hook, address)
        if spans is None:
            return "DROP"
        if spans != (mind.get(address), mind.get(address)):
            self._bind(bound, spans, MARKS[source])
        if wanted.ports is not None and mind.get("proto") in WITH_PORTS:
            self._bind_port(wanted, source, port, bound_port)
        self.done.add(source)
        if mind.get(MARKS[source]):
            self.trail.note(CLASH)
        return "ACCEPT"

    def _bind(self, field: str, span: tuple[int, int], mark: str) -> None:
        low, high = span
        width = ADDRESS_BITS[self.mind.family]
        self.mind.set(field, low if low == high else None, Doubt.between(width, low, high))
        self.mind.set(mark, 1)

    def _addresses(  # noqa: PLR0911 - one return per choice
        self, wanted: Translates, hook: int, side: str
    ) -> tuple[int, int] | None:
        """The lowest and highest address that it can become, None where the packet is dropped."""
        mind = self.mind
        now = mind.get(side)
        if wanted.choice == "device":
            goal = mind.get("dst")
            if mind.family == "ipv6" and goal is not None and mind.is_local("dst"):
                return goal, goal  # ipv6_dev_get_saddr prefers the address that it goes to
            return self._of_device(mind.get("out"))
        if wanted.choice == "own":
            if hook == OUTPUT:
                return LOOPBACK[mind.family], LOOPBACK[mind.family]
            return self._of_device(mind.get("in"))
        if wanted.to is None:
            return self._unchanged(now, side)
        low, high = wanted.to
        if wanted.choice == "network":
            mask = ~(low ^ high) & ((1 << ADDRESS_BITS[mind.family]) - 1)
            if now is None:
                raise UnfollowedError(f"the {side} address that becomes another network's is not known")
            return (now & ~mask) | (low & mask), (now & ~mask) | (low & mask)
        if now is not None and low <= now <= high and side == "src" and not wanted.random:
            return now, now
        return low, high

    def _unchanged(self, now: int | None, side: str) -> tuple[int, int]:
        if now is None:
            raise UnfollowedError(f"the {side} address of the packet is not known")
        return now, now

    def _of_device(self, number: int | None) -> tuple[int, int]:
        """The address of an interface; without any the packet is dropped."""
        mind = self.mind
        if number is None:
            raise UnfollowedError("the interface whose address it gets is not known")
        name = number.to_bytes(16, "big").rstrip(b"\0").decode("latin-1")
        found = mind.world.address_of(name)
        if found is None:
            raise UnfollowedError(f"the address of interface {name} is not known")
        return found, found

    def _bind_port(self, wanted: Translates, source: bool, port: str, bound: str) -> None:
        """Kept where it lies in the range; of others DNAT takes the first, SNAT any."""
        assert wanted.ports is not None
        low, high = wanted.ports
        mind = self.mind
        now = mind.get(port)
        if now is None:
            raise UnfollowedError(f"the {port} that it may keep is not known")
        if low <= now <= high and not wanted.random:
            return
        if low == high or not (source or wanted.random or wanted.offset_from is not None):
            mind.set(bound, low)
        else:
            mind.set(bound, None, Doubt.between(16, low, high))
        mind.set(MARKS[source], 1)

    def apply(self, hook: int) -> None:
        """nf_nat_packet: rewrite the packet as its flow is bound."""
        mind = self.mind
        source = changes_source(hook)
        self.done.add(source)
        if mind.get("ctstate") != NEW:
            self._settle()
        if not mind.get("ctsnat") and not mind.get("ctdnat"):
            return
        reply = mind.holds(Between("ctreply", 1, 1))
        if not mind.get(MARKS[source != reply]):
            return
        address, port, bound, bound_port = SIDES[source]
        if reply:  # the answer to what became of the other end: back to what that was
            bound, bound_port = ("odst", "odport") if source else ("osrc", "osport")
        self._rewrite(hook, address, bound)
        if mind.get("proto") in WITH_PORTS and not mind.get("fragoff"):
            self._rewrite(hook, port, bound_port)

    def _settle(self) -> None:
        """Of a flow that began before: whether it is translated. Nothing but both of its tuples says so."""
        mind = self.mind
        if all(mind.get(mark) is not None for mark in MARKS.values()):
            return
        if mind.ask(TRANSLATED):
            raise UnfollowedError("how the flow is translated is not known: say flow= and reply=")
        mind.values = {**mind.values, "ctsnat": 0, "ctdnat": 0}
        if mind.get("ctreply") == 0:
            mind.values = {**tuples_of(mind.values, mind.family), **mind.values}

    def _rewrite(self, hook: int, field: str, bound: str) -> None:
        mind = self.mind
        before, after = mind.get(field), mind.get(bound)
        if before == after and after is not None:
            return
        doubt = mind.doubts.get(bound)
        if after is None and doubt is None:
            raise UnfollowedError(f"what {field} becomes is not known: say flow= and reply=")
        mind.set(field, after, doubt)
        mind.rewrites += 1
        span = (doubt.spans[0][0], doubt.spans[-1][1]) if after is None and doubt else None
        self.trail.passed.append(Rewrite(hook, field, before, after, span))
