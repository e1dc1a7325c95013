"""Terms and values as people read them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

from iptblob.escape import visible
from iptblob.names import PACKET_PROTOCOLS
from iptblob.packets.doubt import as_span
from iptblob.terms import STATE_NAMES, Between, Bits, width_of

ADDRESSES = ("src", "dst", "osrc", "odst", "rsrc", "rdst")
DEVICES_BITS = 128
FLAGS_OF_TCP = {0x01: "FIN", 0x02: "SYN", 0x04: "RST", 0x08: "PSH", 0x10: "ACK", 0x20: "URG", 0x40: "ECE", 0x80: "CWR"}
CASTS = ("unicast", "broadcast", "multicast", "otherhost")
ROUTE_TYPES = (
    "UNSPEC", "UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST", "BLACKHOLE", "UNREACHABLE", "PROHIBIT",
)  # fmt: skip
SOCKETS = ("none", "file", "kernel")
IN_HEX = ("mark", "ctmark", "tos", "spi", "hrd", "pro", "ctstatus")
LISTED = {"ctstate": STATE_NAMES, "cast": CASTS, "srctype": ROUTE_TYPES, "dsttype": ROUTE_TYPES, "sock": SOCKETS,
          "ctreply": ("original", "reply")}  # fmt: skip


def address_text(value: int, family: str) -> str:
    return str(IPv6Address(value) if family == "ipv6" else IPv4Address(value))


def flags_text(value: int) -> str:
    return ",".join(name for bit, name in FLAGS_OF_TCP.items() if value & bit) or "NONE"


def value_text(field: str, value: int, family: str) -> str:  # noqa: PLR0911 - one return per kind of field
    """One value of a field in words."""
    names = LISTED.get(field)
    if names:
        return names[value] if value < len(names) else str(value)
    if field in ADDRESSES:
        return address_text(value, family)
    if field in ("smac", "tmac"):
        return value.to_bytes(6, "big").hex(":")
    if field in ("in", "out"):
        return visible(value.to_bytes(DEVICES_BITS // 8, "big").rstrip(b"\0")) or "none"
    if field in ("proto", "ctproto"):
        return PACKET_PROTOCOLS.get(value, str(value))
    if field == "tcpflags":
        return flags_text(value)
    return f"{value:#x}" if field in IN_HEX else str(value)


def relation_of(test: Bits | Between, family: str) -> str:  # noqa: PLR0911 - one return per kind of test
    """What a test asks of its field: ``is tcp``, ``is within 1024:65535``, ``& 0x17 is SYN``."""
    field = test.field
    width = DEVICES_BITS if field in ("in", "out") else width_of(field, family)
    if isinstance(test, Bits) and test.mask != (1 << width) - 1:
        ones = test.mask.bit_count()
        if field in ADDRESSES and as_span(test, width):
            return f"is within {address_text(test.value, family)}/{ones}"
        if field in ("in", "out") and as_span(test, width):
            name = test.value.to_bytes(DEVICES_BITS // 8, "big")[: ones // 8]
            return f"is {visible(name.rstrip(bytes(1)))}" + ("" if name.endswith(b"\0") else "+")
        if field == "tcpflags":
            return f"of {flags_text(test.mask)} are {flags_text(test.value)}"
        return f"& {test.mask:#x} is {test.value:#x}"
    if isinstance(test, Between) and test.low != test.high:
        if field in LISTED:
            return f"is one of {','.join(value_text(field, one, family) for one in range(test.low, test.high + 1))}"
        return f"is within {value_text(field, test.low, family)}:{value_text(field, test.high, family)}"
    return f"is {value_text(field, test.low if isinstance(test, Between) else test.value, family)}"
