"""A packet as people write it: ``SRC[:PORT] -> DST[:PORT]/PROTO [FLAGS] [key=value ...]``, or ``arp SENDER -> TARGET``.

What is left out is not known, apart from what ``DEFAULTS`` says, and stays open until a rule asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address

from iptblob.errors import UsageError
from iptblob.names import packet_protocol
from iptblob.nearest import nearest
from iptblob.packets.doubt import Doubt
from iptblob.packets.flow import ORIGINAL, REPLY_TUPLE, WITH_PORTS
from iptblob.packets.mind import device_number
from iptblob.packets.question import CASTS, FLAGS_OF_TCP, SOCKETS
from iptblob.terms import ICMP_NUMBERS, INVALID, OWNED_SOCKET, STATE_NAMES, UNTRACKED_STATE

# What a packet has unless it is said otherwise: a mark comes from tc, a socket or a program, never from the wire.
DEFAULTS = {"mark": 0, "ttl": 64, "tos": 0, "fragoff": 0}
ETHERNET = {"hrd": 1, "pro": 0x0800, "hln": 6}  # ARP of IPv4 addresses on Ethernet
TCP, U16, U32 = 6, 0xFFFF, 0xFFFFFFFF
_ENDS = re.compile(r"\s*(arp\s+)?(\S+)\s*->\s*(\S+)(.*)", re.S).fullmatch
_V6 = re.compile(r"\[([^]]+)\](?::(\d+))?").fullmatch


@dataclass(frozen=True)
class Described:
    """``values`` are the fields that are said; ``inward`` is the interface it came in by, None for what this host
    makes. ``taken`` are those that nobody said."""

    family: str
    values: Mapping[str, int]
    inward: bytes | None
    taken: Mapping[str, int] = field(default_factory=dict)
    later_fragment: bool = False

    def doubts(self) -> dict[str, Doubt]:
        """What is known of fields without a value."""
        found = {}
        if self.later_fragment:
            step = 8 if self.family == "ipv6" else 1  # bytes there, units of eight bytes here
            found["fragoff"] = Doubt.between(16, step, 0x1FFF * step)
        if "sock" not in self.values:
            found["sock"] = Doubt.among(2, {0, 1, 2})
        if "cast" not in self.values:
            found["cast"] = Doubt.among(3, {0, 1, 2, 3})
        return found


def bad(word: str, why: str) -> UsageError:
    return UsageError(f"{word!r}: {why}", hint="a packet is written 'SRC[:PORT] -> DST[:PORT]/PROTO [key=value ...]'")


def described(text: str, is_local: Callable[[int, str], bool | None] = lambda _value, _family: None) -> Described:
    """Read a packet; ``is_local`` tells whether an address is this host's. UsageError where it cannot be read."""
    ends = _ENDS(text)
    if ends is None:
        raise bad(text, "no packet")
    is_arp, source, destination, rest = bool(ends[1]), ends[2], ends[3], ends[4].split()
    values: dict[str, int] = {}
    protocol = ""
    if not is_arp:
        destination, slash, protocol = destination.rpartition("/")
        if not slash:
            raise bad(ends[3], "the protocol is missing: /tcp, /udp, /icmp or a number")
    family = _addresses(source, destination, values, is_arp)
    if not is_arp:
        values["proto"] = protocol_number(protocol, family)
        if values["proto"] not in WITH_PORTS and {"sport", "dport"} & values.keys():
            raise bad(protocol, "it has no ports")
    words = Words(family, values)
    for word in rest:
        words.read(word)
    return words.finished(is_local)


def _addresses(source: str, destination: str, values: dict[str, int], is_arp: bool) -> str:
    families = set()
    for side, text in (("src", source), ("dst", destination)):
        address, port = _address(text)
        values[side] = int(address)
        families.add("ipv6" if address.version == 6 else "ipv4")
        if port is not None:
            values[f"{side[0]}port"] = number(port, U16, text)
    if len(families) != 1:
        raise bad(f"{source} -> {destination}", "addresses of two families")
    family = families.pop()
    if is_arp and (family != "ipv4" or "sport" in values or "dport" in values):
        raise bad(f"{source} -> {destination}", "ARP asks for IPv4 addresses without ports")
    return "arp" if is_arp else family


def _address(text: str) -> tuple[IPv4Address | IPv6Address, str | None]:
    bracketed = _V6(text)
    address, port = (bracketed[1], bracketed[2]) if bracketed else (text, None)
    if not bracketed and text.count(":") == 1:
        address, _, port = text.partition(":")
    try:
        return ip_address(address), port
    except ValueError:
        raise bad(text, "no address") from None


def number(text: str, most: int, word: str) -> int:
    """A number, decimal or 0x..."""
    try:
        value = int(text, 0)
    except ValueError:
        raise bad(word, f"{text!r} is no number") from None
    if not 0 <= value <= most:
        raise bad(word, f"{text} is not within 0 and {most}")
    return value


def protocol_number(text: str, family: str) -> int:
    found = packet_protocol(text)
    if found == ICMP_NUMBERS["ipv4"]:  # people write it of both families
        return ICMP_NUMBERS[family]
    return number(text, 0xFF, f"/{text}") if found is None else found


class Words:
    """The words behind the addresses."""

    def __init__(self, family: str, values: dict[str, int]) -> None:
        self.family, self.values = family, values
        self.inward: bytes | None = None
        self.sides_said = False
        self.later = False
        self.keys: dict[str, Callable[[str], None]] = {
            "in": self._in, "out": self._out, "state": self._state, "icmp": self._icmp, "mac": self._mac("smac"),
            "tmac": self._mac("tmac"), "frag": self._frag, "flags": self._flags, "dir": self._direction,
            "flow": self._tuple(ORIGINAL), "reply": self._tuple(REPLY_TUPLE),
            "cast": self._named("cast", CASTS), "socket": self._named("sock", SOCKETS),
        }  # fmt: skip
        numbers = {"mark": U32, "ttl": 0xFF, "tos": 0xFF, "length": U16, "uid": U32, "gid": U32, "spi": U32,
                   "id": U16, "ctmark": U32, "op": U16, "hrd": U16, "pro": U16, "hln": 0xFF}  # fmt: skip
        self.keys |= {name: self._number(name, most) for name, most in numbers.items()}

    def read(self, word: str) -> None:
        key, equals, text = word.partition("=")
        if not equals:
            self._flags(word)
        elif key not in self.keys:
            raise bad(word, f"no such key: {nearest(key, self.keys)}")
        else:
            self.keys[key](text)

    def _number(self, name: str, most: int) -> Callable[[str], None]:
        return lambda text: self.values.update({name: number(text, most, f"{name}={text}")})

    def _named(self, name: str, names: tuple[str, ...]) -> Callable[[str], None]:
        def take(text: str) -> None:
            if text not in names:
                raise bad(f"{name}={text}", f"one of {', '.join(names)} is expected")
            self.values[name] = names.index(text)

        return take

    def _in(self, text: str) -> None:
        self.sides_said = True
        self.inward = None if text == "none" else _device(text)

    def _out(self, text: str) -> None:
        self.sides_said = True
        self.values["outward"] = device_number(_device(text))

    def _state(self, text: str) -> None:
        names = [name for name in STATE_NAMES if name != STATE_NAMES[UNTRACKED_STATE]]
        if text.upper() not in names:
            raise bad(f"state={text}", f"one of {', '.join(names)} is expected: only a rule makes a packet UNTRACKED")
        self.values["state"] = STATE_NAMES.index(text.upper())

    def _icmp(self, text: str) -> None:
        kind, slash, code = text.partition("/")
        self.values["itype"] = number(kind, 0xFF, f"icmp={text}")
        if slash:
            self.values["icode"] = number(code, 0xFF, f"icmp={text}")

    def _mac(self, field_name: str) -> Callable[[str], None]:
        def take(text: str) -> None:
            if not re.fullmatch(r"[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}", text):
                raise bad(text, "no hardware address: six bytes in hexadecimal with : between them")
            self.values[field_name] = int(text.replace(":", ""), 16)

        return take

    def _frag(self, text: str) -> None:
        kind, colon, offset = text.partition(":")
        if kind not in ("first", "later") or (colon and kind == "first"):
            raise bad(f"frag={text}", "first, later, or later:N with N in units of 8 bytes is expected")
        self.values["fragment"] = 1
        if kind == "later":
            self.later = not colon
            at = number(offset, 0x1FFF, f"frag={text}") if colon else 0
            if colon and not at:
                raise bad(f"frag={text}", "a later fragment does not begin at 0")
            self.values["fragoff"] = at * (8 if self.family == "ipv6" else 1)

    def _flags(self, text: str) -> None:
        known = {name: bit for bit, name in FLAGS_OF_TCP.items()} | {"NONE": 0}
        names = text.upper().split(",")
        if self.values.get("proto") != TCP or not set(names) <= set(known):
            what = "no flags of TCP" if self.values.get("proto") == TCP else "neither key=value nor anything known"
            raise bad(text, what)
        self.values["tcpflags"] = sum({known[name] for name in names})

    def _direction(self, text: str) -> None:
        if text not in ("original", "reply"):
            raise bad(f"dir={text}", "original or reply is expected")
        self.values["ctreply"] = int(text == "reply")

    def _tuple(self, fields: tuple[str, ...]) -> Callable[[str], None]:
        def take(text: str) -> None:
            source, arrow, destination = text.partition("->")
            if not arrow:
                raise bad(text, "a flow is written SRC[:PORT]->DST[:PORT] without spaces")
            for side, end in ((0, source), (1, destination)):
                address, port = _address(end)
                self.values[fields[side]] = int(address)
                self.values[fields[side + 2]] = number(port, U16, text) if port else 0

        return take

    def finished(self, is_local: Callable[[int, str], bool | None]) -> Described:
        values = self.values
        own = self.sides_said or (self.family != "arp" and is_local(values["src"], self.family))
        if not own:
            raise bad("in=", "say the interface it comes in by (in=eth0), or out=IFACE for what this host sends")
        taken = dict(ETHERNET) if self.family == "arp" else dict(DEFAULTS)
        taken = {name: value for name, value in taken.items() if name not in values}
        if {"state", "ctreply"} <= values.keys() and values["state"] == INVALID:
            raise bad("dir=", "what is INVALID belongs to no flow")
        found = {**taken, **values, **self._around()}
        if self.later:
            found.pop("fragoff")
        found.setdefault("ctstate", INVALID)
        return Described(self.family, found, self.inward, taken, later_fragment=self.later)

    def _around(self) -> dict[str, int]:
        """What follows from the way it takes."""
        values = self.values
        found = {"bridged": 0}
        if self.inward is None:
            found |= {"ether": 0, "cast": 0}
            if {"uid", "gid"} & values.keys():
                found["sock"] = values.get("sock", OWNED_SOCKET)
        else:
            found["sock"] = 0
            if self.inward == b"lo":
                found |= {"ether": 0, "cast": 0}
            elif "smac" in values:
                found["ether"] = 1
            if "outward" in values:
                found["forwarded"] = 1
        return found | ({"cast": values["cast"]} if "cast" in values else {})


def _device(text: str) -> bytes:
    name = text.encode("utf-8", "surrogateescape")
    if not 0 < len(name) < 16:
        raise bad(text, "an interface name has 1 to 15 bytes")
    return name
