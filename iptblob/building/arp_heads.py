"""The head of an ARP rule from its words (arptables 0.0.5, measured).

Numbers that it does not understand are refused, but for ``--h-length``, where they are 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from iptblob.building.heads import Option
from iptblob.extensions.addresses import aton, ether_aton, network
from iptblob.extensions.options import U8, U16, OptionError, interface
from iptblob.table.head_flags import (
    ARPT_INV_SRCDEVADDR,
    ARPT_INV_SRCIP,
    ARPT_INV_TGTDEVADDR,
    ARPT_INV_TGTIP,
    ARPT_INV_VIA_IN,
    ARPT_INV_VIA_OUT,
    INV_ARPHLN,
    INV_ARPHRD,
    INV_ARPOP,
    INV_ARPPRO,
    LEN_ETHERNET,
)

ARP_OPTIONS: Mapping[str, Option] = {
    "-s": (("--source-ip", "--src-ip"), 1), "-d": (("--destination-ip", "--dst-ip"), 1),
    "--source-mac": (("--source-mac", "--src-mac"), 1), "--destination-mac": (("--destination-mac", "--dst-mac"), 1),
    "-l": (("--h-length",), 1), "--opcode": (("--opcode",), 1), "--h-type": (("--h-type",), 1),
    "--proto-type": (("--proto-type",), 1), "-i": (("--in-interface",), 1), "-o": (("--out-interface",), 1),
    "-j": (("--jump",), 1), "-c": (("--set-counters",), 1), "-v": (("--verbose",), 0),
}  # fmt: skip
ARP_ELSEWHERE = (
    "--append", "--delete", "--delete-chain", "--exact", "--flush", "--help", "--insert", "--line-numbers", "--list",
    "--match", "--modprobe", "--new-chain", "--numeric", "--p-length", "--policy", "--rename-chain", "--replace",
    "--table", "--version", "--zero",
)  # fmt: skip
ARP_LONG = {name: option for option, (names, _) in ARP_OPTIONS.items() for name in names}
OPCODES = (
    "Request", "Reply", "Request_Reverse", "Reply_Reverse", "DRARP_Request", "DRARP_Reply", "DRARP_Error",
    "InARP_Request", "ARP_NAK",
)  # fmt: skip
MAC_TYPES = {
    "unicast": (b"\0" * 6, b"\1" + b"\0" * 5),
    "multicast": (b"\1" + b"\0" * 5, b"\1" + b"\0" * 5),
    "broadcast": (b"\xff" * 6, b"\xff" * 6),
}
ON_ETHERNET = {"arhln": LEN_ETHERNET, "arhln_mask": 0xFF}  # what arptables-nft says of a rule that says nothing of it
_INTEGER = {10: re.compile(r"\s*[-+]?[0-9]*"), 16: re.compile(r"\s*[-+]?(?:0[xX])?[0-9a-fA-F]*")}


@dataclass
class ArpHead:
    """What was said of a rule's head so far. ``intraposed``: a ``!`` may stand behind an option, too."""

    fields: dict[str, Any] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    intraposed = True
    options, long, elsewhere = ARP_OPTIONS, ARP_LONG, ARP_ELSEWHERE
    proto, excluded, protocol_name = 0, False, ""

    def once(self, option: str) -> None:
        """OptionError where an option that a rule has once was there before."""
        if option in self.given:
            raise OptionError(f"{option} is given twice")
        if option != "-v":
            self.given.add(option)

    def behind(self, option: str, value: str) -> None:
        """OptionError where a value cannot stand behind a ``!`` that stands behind its option: arptables takes the
        ``!`` for the name of an operation then."""
        if option == "--opcode" and value[:1].isalpha():
            raise OptionError("the number of an operation is expected behind !")

    def take(self, option: str, value: str, inverted: bool) -> None:
        """One option; OptionError where arptables refuses it, or where it cannot be known here."""
        read, bit = _TAKES[option]
        self.fields.update(read(value))
        if inverted:
            self.fields["invflags"] = self.fields.get("invflags", 0) | bit

    def goto(self) -> None:
        raise OptionError("-g is not an option of arptables")

    def heads(self) -> list[dict[str, Any]]:
        """The fields of struct arpt_arp."""
        return [dict(self.fields)]


def _address(which: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        value, found, _ = text.partition("/")
        address, mask = network(text, "ipv4") if found else (aton(text), b"\xff" * 4)
        if found and any(mask):
            address = aton(value)
        masked = bytes(one & bits for one, bits in zip(address, mask, strict=True))
        return {which: masked, f"{which[0]}msk": mask}

    return read


def _hardware(which: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        value, found, bits = text.partition("/")
        address, mask = MAC_TYPES.get(text.lower()) or (_mac(value), _mac(bits) if found else b"\xff" * LEN_ETHERNET)
        masked = bytes(one & keep for one, keep in zip(address, mask, strict=True))
        return {f"{which}_devaddr": masked, f"{which}_devaddr_mask": mask}

    return read


def _mac(text: str) -> bytes:
    try:
        return ether_aton(text)
    except OptionError:
        raise OptionError("a MAC address, Unicast, Multicast or Broadcast is expected") from None


def _device(which: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        name, mask = interface(text)
        return {which: name, f"{which}_mask": mask}

    return read


def integer(text: str, most: int, base: int) -> int:
    """A number as strtol reads it, all of the text; nothing is 0."""
    if base == 0:
        base = 16 if text[:2].lower() == "0x" else 8 if text[:1] == "0" else 10
    shape = _INTEGER.get(base, _INTEGER[10])
    digits = text.strip().removeprefix("+")
    try:
        value = int(digits or "0", base) if shape.fullmatch(text) else -1
    except ValueError:
        value = -1
    if not 0 <= value <= most:
        raise OptionError(f"a number from 0 to {most} is expected, with a mask or without")
    return value


def _number(field_: str, base: int, names: Mapping[str, int]) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        known = names.get(text.lower())
        value, found, mask = text.partition("/") if known is None else ("", "", "")
        bits = integer(mask, U16, base) if found else U16
        return {field_: integer(value, U16, base) if known is None else known, f"{field_}_mask": bits}

    return read


def _length(text: str) -> dict[str, Any]:
    """What is no number is 0, and every bit of that is compared."""
    value, found, mask = text.partition("/")
    try:
        bits = integer(mask, U8, 10) if found else U8
        return {"arhln_mask": bits, "arhln": integer(value, U8, 10)}
    except OptionError:
        return {"arhln_mask": U8, "arhln": 0}


_OPCODE = _number("arpop", 10, {name.lower(): number for number, name in enumerate(OPCODES, 1)})
_TAKES: Mapping[str, tuple[Callable[[str], dict[str, Any]], int]] = {
    "-s": (_address("src"), ARPT_INV_SRCIP),
    "-d": (_address("tgt"), ARPT_INV_TGTIP),
    "--source-mac": (_hardware("src"), ARPT_INV_SRCDEVADDR),
    "--destination-mac": (_hardware("tgt"), ARPT_INV_TGTDEVADDR),
    "-l": (_length, INV_ARPHLN),
    "--opcode": (_OPCODE, INV_ARPOP),
    "--h-type": (_number("arhrd", 16, {"ethernet": 1}), INV_ARPHRD),
    "--proto-type": (_number("arpro", 0, {"ipv4": 0x800}), INV_ARPPRO),
    "-i": (_device("iniface"), ARPT_INV_VIA_IN),
    "-o": (_device("outiface"), ARPT_INV_VIA_OUT),
}
