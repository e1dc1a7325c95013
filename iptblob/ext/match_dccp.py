"""Match dccp: ports, packet types and one option (libxt_dccp.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_dccp_0 import MatchDccp0

SRC_PORTS, DEST_PORTS, TYPE, OPTION = 0x1, 0x2, 0x4, 0x8
TYPES = (
    "REQUEST", "RESPONSE", "DATA", "ACK", "DATAACK", "CLOSEREQ", "CLOSE", "RESET", "SYNC", "SYNCACK", "INVALID",
)  # fmt: skip
INVALID = 10  # stands for itself and all types above, which iptables does not name any more


def ports(option: str, bounds: list[int]) -> str:
    low, high = bounds
    return f" {option} {low}" if low == high else f" {option} {low}:{high}"


def packet_types(mask: int) -> str:
    if mask >> INVALID & 1:
        mask &= (1 << INVALID + 1) - 1
    numbers = [number for number in range(mask.bit_length()) if mask >> number & 1]
    return ",".join(TYPES[number] if number < len(TYPES) else str(number) for number in numbers)


def words(match: MatchDccp0, _: Context) -> str:
    flags, invert = match.flags, match.invflags
    out = ""
    if flags & SRC_PORTS:
        out += inverted(invert & SRC_PORTS) + ports("--sport", match.src_ports)
    if flags & DEST_PORTS:
        out += inverted(invert & DEST_PORTS) + ports("--dport", match.dst_ports)
    if flags & TYPE:
        out += f"{inverted(invert & TYPE)} --dccp-types {packet_types(match.typemask)}"
    if flags & OPTION:
        out += f"{inverted(invert & OPTION)} --dccp-option {match.option}"
    return out


EXTENSION = Extension("match", "dccp", {0: words})
