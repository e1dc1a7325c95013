"""What is known around a packet: addresses, routes, members of sets; from a snapshot, or as the user says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from iptblob.diff.sets import LIST, SetContents
from iptblob.packets.members import is_member
from iptblob.terms import ADDRESS_BITS, SetLookup

UNICAST, LOCAL, BROADCAST, MULTICAST = 1, 2, 3, 5  # RTN_* (include/uapi/linux/rtnetlink.h)
UNREACHABLE_TYPES = (6, 7, 8)  # blackhole, unreachable, prohibit
NO_ROUTE = ""


@dataclass(frozen=True, order=True)
class Route:
    """``value/length`` leads out of ``device``; ``kind`` is an RTN number. ``device`` is None where several are."""

    length: int
    metric: int
    value: int
    kind: int
    device: str | None


@dataclass(frozen=True)
class Space:
    """What is known of a family in a network namespace. ``None`` stands for what nobody told.

    ``types`` are the routes of the local table, ``routes`` those of main and default; ``addresses`` those of each
    interface with their scope, in their order. ``by_policy``: rules decide which table is asked.
    """

    types: tuple[Route, ...] | None = None
    routes: tuple[Route, ...] | None = None
    addresses: Mapping[str, tuple[tuple[int, int], ...]] | None = None
    by_policy: bool = False


@dataclass(frozen=True)
class World:
    """``space`` is the snapshot's, the others what a user says, which goes first."""

    family: str
    space: Space = field(default_factory=Space)
    sets: Mapping[str, SetContents] = field(default_factory=dict)
    local: frozenset[int] | None = None
    routes: tuple[Route, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    input_in_postrouting: bool = True

    def told(self, key: str) -> bool | None:
        """The user's answer to a question."""
        return self.facts.get(key)

    def with_facts(self, facts: Mapping[str, bool]) -> World:
        return replace(self, facts={**self.facts, **facts})

    def type_of(self, value: int, family: str) -> int | None:  # noqa: PLR0911 - one return per kind of address
        """RTN number of an address, None where it is not known (fib_table_lookup in the local table)."""
        if family == "ipv4" and value >> 28 == 0xE:
            return MULTICAST
        if family == "ipv4" and (value >> 24 == 0 or value == 0xFFFFFFFF):
            return BROADCAST
        if self.local is not None and value in self.local:
            return LOCAL
        if self.space.types is not None:
            found = longest(self.space.types, value, family)
            return found.kind if found else UNICAST
        if family == "ipv4" and value >> 24 == 127:
            return LOCAL
        if family == "ipv6" and value == 1:
            return LOCAL
        return UNICAST if self.local is not None else None

    def is_local(self, value: int, family: str) -> bool | None:
        """Is it an address of this host? None where that is not known."""
        found = self.type_of(value, family)
        return None if found is None else found == LOCAL

    def way_to(self, value: int) -> str | None:
        """The interface that packets to an address leave by, ``NO_ROUTE``, or None where it is not known."""
        found = longest(self.routes, value, self.family)
        if found is None and (self.space.routes is None or self.space.by_policy):
            return None
        if found is None:
            found = longest(self.space.routes or (), value, self.family)
        if found is None or found.kind in UNREACHABLE_TYPES:
            return NO_ROUTE
        return found.device

    def address_of(self, device: str) -> int | None:
        """The address that the world may see of an interface; one without takes that of the first interface that has
        one (inet_select_addr, net/ipv4/devinet.c, v6.18). None where it is not known, or several are to choose from."""
        if self.space.addresses is None:
            return None
        own = [value for value, scope in self.space.addresses.get(device, ()) if scope == 0]
        if own:
            return own[0] if len(own) == 1 else None
        others = [value for each in self.space.addresses.values() for value, scope in each if scope == 0]
        return others[0] if others else None

    def member(self, asked: SetLookup, values: Mapping[str, int], family: str) -> bool | None:
        """Is what a set is asked for a member? None where that is not known."""
        contents = self.sets.get(asked.name)
        if contents is None or not contents.kind.startswith(LIST):
            return None if contents is None else is_member(contents, asked.sides, values, family)
        answers = [self._listed(one.partition(" ")[0], asked, values, family) for one in sorted(contents.members)]
        return True if True in answers else None if None in answers else False

    def _listed(self, name: str, asked: SetLookup, values: Mapping[str, int], family: str) -> bool | None:
        """The same of a set in a list (list_set_ktest, net/netfilter/ipset/ip_set_list_set.c, v6.18)."""
        contents = self.sets.get(name)
        return None if contents is None else is_member(contents, asked.sides, values, family)


def longest(routes: tuple[Route, ...], value: int, family: str) -> Route | None:
    """The route with the longest prefix that holds an address, of several the one with the lowest metric."""
    width = ADDRESS_BITS[family]
    fitting = [one for one in routes if (one.value ^ value) >> (width - one.length) == 0]
    return min(fitting, key=lambda one: (-one.length, one.metric)) if fitting else None
