"""What a snapshot knows around its tables: addresses, routes, interfaces and the members of sets.

Attributes of include/uapi/linux/rtnetlink.h, if_addr.h and if_link.h, v6.1.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from iptblob.abi import Abi, find_abi
from iptblob.diff.sets import sets_of
from iptblob.errors import IptblobError
from iptblob.escape import Untrusted, visible
from iptblob.netlink.attributes import Nest, body_of
from iptblob.netlink.kinds import RTM_NEWADDR, RTM_NEWLINK, RTM_NEWROUTE, RTM_NEWRULE, head_of
from iptblob.netlink.messages import read_messages
from iptblob.packets.world import Route, Space, World
from iptblob.reading.wrapping import unwrapped
from iptblob.snapshot.container import SnapshotFile, read_snapshot
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import row_reader
from iptblob.terms import ADDRESS_BITS

IFLA_IFNAME, IFA_ADDRESS, IFA_LOCAL = 3, 1, 2
RTA_DST, RTA_OIF, RTA_PRIORITY, RTA_MULTIPATH, RTA_TABLE = 1, 4, 6, 9, 15
FRA_PRIORITY, FRA_TABLE = 6, 15
LOCAL_TABLE, MAIN_TABLE, DEFAULT_TABLE = 255, 254, 253
DEAD = 0x01 | 0x10  # RTNH_F_DEAD, RTNH_F_LINKDOWN
# (priority, table) of the rules that every namespace begins with (fib_default_rules_init)
USUAL_RULES = {(0, LOCAL_TABLE), (32766, MAIN_TABLE), (32767, DEFAULT_TABLE)}
NUMBERS = {"ipv4": 2, "ipv6": 10}  # AF_INET, AF_INET6
POSTROUTING_HAS_INPUT = (5, 7)  # "netfilter: Support iif matches in POSTROUTING"


class Around:
    """The netlink answers of one network namespace."""

    def __init__(self, read: Callable[[str], bytes | None], abi: Abi, family: str) -> None:
        self.read, self.abi, self.family = read, abi, family

    def space(self) -> Space:
        """What is known of the family; nothing where the capture held nothing of it."""
        names = self._links()
        addresses = self._addresses(names) if names is not None else None
        routes = self._routes(names or {})
        if routes is None:
            return Space(addresses=addresses)
        types = tuple(route for table, route in routes if table == LOCAL_TABLE)
        others = tuple(route for table, route in routes if table in (MAIN_TABLE, DEFAULT_TABLE))
        return Space(types, others, addresses, by_policy=self._by_policy())

    def addresses(self) -> dict[str, tuple[tuple[int, int], ...]] | None:
        """(address, scope) of each interface; None where the capture held nothing of them."""
        names = self._links()
        return None if names is None else self._addresses(names)

    def _bodies(self, name: str, kind: int) -> Iterator[tuple[Any, Nest]] | None:
        data = self.read(name)
        return None if data is None else self._decoded(data, kind)

    def _decoded(self, data: bytes, kind: int) -> Iterator[tuple[Any, Nest]]:
        head = head_of(kind)
        assert head is not None
        reader = row_reader(layout_of(head, self.abi), self.abi.order)
        for message in read_messages(data, self.abi):
            if message.kind == kind:
                nest = body_of(data, message, head, self.abi)
                yield reader(data, message.body), nest

    def _number(self, nest: Nest, kind: int) -> int | None:
        """A number in the order of the host, as rtnetlink has them."""
        value = nest.value(kind)
        return None if value is None else int.from_bytes(value, "big" if self.abi.is_be else "little")

    def _links(self) -> dict[int, str] | None:
        bodies = self._bodies("links", RTM_NEWLINK)
        if bodies is None:
            return None
        return {row.number: (nest.text(IFLA_IFNAME) or b"").decode("latin-1") for row, nest in bodies}

    def _addresses(self, names: Mapping[int, str]) -> dict[str, tuple[tuple[int, int], ...]] | None:
        bodies = self._bodies("addresses", RTM_NEWADDR)
        if bodies is None:
            return None
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for row, nest in bodies:
            value = nest.value(IFA_LOCAL) or nest.value(IFA_ADDRESS)
            if row.family == NUMBERS[self.family] and value is not None and row.link in names:
                name = names[row.link]
                found[name] = (*found.get(name, ()), (int.from_bytes(value, "big"), row.scope))
        return found

    def _routes(self, names: Mapping[int, str]) -> list[tuple[int, Route]] | None:
        bodies = self._bodies("routes", RTM_NEWROUTE)
        return None if bodies is None else list(self._told(bodies, names))

    def _told(self, bodies: Iterable[tuple[Any, Nest]], names: Mapping[int, str]) -> Iterator[tuple[int, Route]]:
        width = ADDRESS_BITS[self.family] // 8
        for row, nest in bodies:
            if row.family != NUMBERS[self.family] or row.flags & DEAD:
                continue
            value = int.from_bytes(nest.value(RTA_DST) or bytes(width), "big")
            link = self._number(nest, RTA_OIF)
            several = nest.find(RTA_MULTIPATH) is not None or row.src_len or row.tos
            device = None if several or link is None else names.get(link)
            metric = self._number(nest, RTA_PRIORITY) or 0
            table = self._number(nest, RTA_TABLE) or row.table
            yield table, Route(row.dst_len, metric, value, row.kind, device)

    def _by_policy(self) -> bool:
        """Are there routing rules besides those of every host?"""
        bodies = self._bodies("rules", RTM_NEWRULE)
        if bodies is None:
            return True
        found = {
            (self._number(nest, FRA_PRIORITY) or 0, self._number(nest, FRA_TABLE) or row.table)
            for row, nest in bodies
            if row.family == NUMBERS[self.family]
        }
        return not found <= USUAL_RULES


def addresses_of(data: bytes, file: str, manifest: Mapping[str, Any] | None) -> list[tuple[str, str, str]]:
    """The addresses of a snapshot's host: (network namespace as it may be printed, interface, address)."""
    netlink = (manifest or {}).get("netlink")
    if not isinstance(netlink, Mapping) or not netlink:
        return []
    snapshot = read_snapshot(unwrapped(data, file)[0], file)
    abi = find_abi(snapshot.abi or "")
    found: list[tuple[str, str, str]] = []
    if abi is None:
        return found
    for netns in map(str, netlink):
        for family, kind in (("ipv4", IPv4Address), ("ipv6", IPv6Address)):
            with contextlib.suppress(IptblobError):
                own = Around(_reader(snapshot, Untrusted.of(netns)), abi, family).addresses() or {}
                found += [(netns, name, str(kind(number))) for name, held in own.items() for number, _ in held]
    return [(visible(netns), visible(name), address) for netns, name, address in found]


def _reader(snapshot: SnapshotFile, netns: Untrusted) -> Callable[[str], bytes | None]:
    """What reads a member of a namespace's own answers; None where there is none, or none that can be read."""
    names = snapshot.manifest.get("members")

    def read(name: str) -> bytes | None:
        member = f"{netns.shown}/net/{name}.nl"
        if isinstance(names, Mapping) and member not in names:
            return None
        try:
            return snapshot.read(member)
        except IptblobError:
            return None

    return read


def world_of(data: bytes, file: str, manifest: Mapping[str, Any] | None, netns: Untrusted, family: str) -> World:
    """The world of one network namespace of a snapshot (``data``); an empty one of a bare buffer.

    Members that cannot be read are what nobody told: they are named where the snapshot is opened.
    """
    if manifest is None or family not in NUMBERS:
        return World(family)
    snapshot = read_snapshot(data, file)
    abi = find_abi(snapshot.abi or "")
    try:
        space = Around(_reader(snapshot, netns), abi, family).space() if abi else Space()
    except IptblobError:
        space = Space()
    sets = {visible(name): held for name, held in sets_of(data, file, manifest).get(netns, {}).items()}
    return World(family, space, sets, input_in_postrouting=_input_in_postrouting(manifest))


def _input_in_postrouting(manifest: Mapping[str, Any]) -> bool:
    kernel = manifest.get("kernel")
    release = str(kernel.get("release", "")) if isinstance(kernel, Mapping) else ""
    parts = release.split(".")
    if len(parts) < 2 or not parts[0].isdigit() or not parts[1][:1].isdigit():
        return True
    minor = int("".join(char for char in parts[1] if char.isdigit()) or 0)
    return (int(parts[0]), minor) >= POSTROUTING_HAS_INPUT
