"""Is a packet a member of an ipset, by the members that ``ipset save`` lists?

Only of the plainest types: what a type does more (counters, nomatch, interfaces, sets in a set) is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_network

from iptblob.diff.sets import SetContents
from iptblob.names import packet_protocol
from iptblob.packets.flow import WITH_PORTS

DIMENSIONS = {
    "hash:ip": ("ip",), "bitmap:ip": ("ip",), "hash:net": ("net",), "bitmap:port": ("bare",),
    "hash:ip,port": ("ip", "port"), "hash:net,port": ("net", "port"), "hash:net,net": ("net", "net"),
    "hash:ip,port,ip": ("ip", "port", "ip"), "hash:ip,port,net": ("ip", "port", "net"),
}  # fmt: skip
DEFAULT_PROTOCOL = 6  # of a member that names none: ip_set_parse_proto_port, ipset 7.17
UNDECIDED = ("netmask", "bitmask", "skbinfo")  # options of a set that change what a member is


def is_member(contents: SetContents, sides: Sequence[str], values: Mapping[str, int], family: str) -> bool | None:
    """True or False, None where that cannot be told."""
    kind, *options = contents.kind.split(" ")
    dimensions = DIMENSIONS.get(kind)
    if dimensions is None or set(options) & set(UNDECIDED):
        return None
    other_family = ("family inet6" in contents.kind) != (family == "ipv6") and kind != "bitmap:port"
    if other_family or len(sides) < len(dimensions):
        return False  # ip_set_test (net/netfilter/ipset/ip_set_core.c, v6.18)
    if any(part in member.split(" ")[1:] for member in contents.members for part in ("nomatch", "skbmark")):
        return None
    wanted = _wanted(dimensions, sides, values)
    if wanted is None:
        return None
    try:
        return any(_fits(member.split(" ")[0].split(","), dimensions, wanted) for member in contents.members)
    except ValueError:  # a member that is no address or port as ipset lists them
        return None


def _wanted(dimensions: Sequence[str], sides: Sequence[str], values: Mapping[str, int]) -> list[tuple[int, int]] | None:
    """(protocol, number) of each dimension as the packet has it, None where a field is not known."""
    found = []
    for dimension, side in zip(dimensions, sides, strict=False):
        if dimension in ("ip", "net"):
            value, proto = values.get(side), 0
        else:
            value, proto = values.get(f"{side[0]}port"), values.get("proto", -1)
            if proto not in WITH_PORTS or values.get("fragoff", 0):
                return None
        if value is None:
            return None
        found.append((proto, value))
    return found


def _fits(parts: Sequence[str], dimensions: Sequence[str], wanted: Sequence[tuple[int, int]]) -> bool:
    return len(parts) == len(dimensions) and all(
        _one_fits(part, dimension, *want) for part, dimension, want in zip(parts, dimensions, wanted, strict=True)
    )


def _one_fits(part: str, dimension: str, proto: int, value: int) -> bool:
    if dimension in ("ip", "net"):
        if "-" in part:
            first, last = (int(ip_address(one)) for one in part.split("-", 1))
            return first <= value <= last
        network = ip_network(part, strict=False)
        return int(network.network_address) <= value <= int(network.broadcast_address)
    name, _, ports = part.rpartition(":")
    if dimension == "port" and (packet_protocol(name) if name else DEFAULT_PROTOCOL) != proto:
        return False
    low, _, high = ports.partition("-")
    return int(low) <= value <= int(high or low)
