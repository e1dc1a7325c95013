"""The head of a rule from its words: addresses, interfaces, protocol, fragments (xshared.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from iptblob.extensions import called
from iptblob.extensions.addresses import network
from iptblob.extensions.options import OptionError, interface, protocol
from iptblob.names import BUILT_IN_PROTOCOLS, Names
from iptblob.table.head_flags import (
    INV_DSTIP,
    INV_FRAG,
    INV_PROTO,
    INV_SRCIP,
    INV_VIA_IN,
    INV_VIA_OUT,
    IPV4_F_FRAG,
    IPV4_F_GOTO,
    IPV6_F_GOTO,
    IPV6_F_PROTO,
)

# option -> (long names, number of words); the short ones are what a text holds most
Option = tuple[tuple[str, ...], int]
OPTIONS: Mapping[str, Option] = {
    "-s": (("--source", "--src"), 1), "-d": (("--destination", "--dst"), 1), "-p": (("--protocol",), 1),
    "-i": (("--in-interface",), 1), "-o": (("--out-interface",), 1), "-f": (("--fragments",), 0),
    "-j": (("--jump",), 1), "-g": (("--goto",), 1), "-m": (("--match",), 1), "-c": (("--set-counters",), 1),
    "-v": (("--verbose",), 0),
}  # fmt: skip
# Long options that have no place in a rule's own words, but which an abbreviation may mean as well.
ELSEWHERE = (
    "--append", "--check", "--delete", "--delete-chain", "--exact", "--flush", "--help", "--insert", "--ipv4", "--ipv6",
    "--line-numbers", "--list", "--list-rules", "--modprobe", "--new-chain", "--numeric", "--policy", "--rename-chain",
    "--replace", "--table", "--version", "--wait", "--wait-interval", "--zero",
)  # fmt: skip
MOST_RULES = 65_536  # of one line, whatever iptables would do with more
LONG = {name: option for option, (names, _) in OPTIONS.items() for name in names}


@dataclass
class RuleHead:
    """What was said of a rule's head so far; several addresses make several rules.

    ``intraposed``: a ``!`` may stand behind an option, too (iptables before 1.4.12).
    """

    family: str
    names: Names
    fields: dict[str, Any] = field(default_factory=dict)
    sources: list[tuple[bytes, bytes]] = field(default_factory=list)
    destinations: list[tuple[bytes, bytes]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    protocol: str = ""
    flags: int = 0
    invert: int = 0
    intraposed: bool = False
    long: Mapping[str, str] = field(default_factory=lambda: LONG)
    options, elsewhere = OPTIONS, ELSEWHERE

    def __post_init__(self) -> None:
        if self.family == "ipv6":
            self.long = {name: option for name, option in LONG.items() if option != "-f"}

    def once(self, option: str) -> None:
        """OptionError where an option that a rule has once was there before."""
        if option in self.given:
            raise OptionError(f"{option} is given twice")
        if option not in ("-m", "-v"):
            self.given.add(option)

    def behind(self, option: str, value: str) -> None:
        """OptionError where a value cannot stand behind a ``!`` that stands behind its option."""

    def take(self, option: str, value: str, inverted: bool) -> None:
        """One option; OptionError where iptables refuses it, or where it cannot be known here."""
        if option in ("-s", "-d"):
            self._address(option, value, inverted)
        elif option in ("-i", "-o"):
            self._interface(option, value, inverted)
        elif option == "-p":
            self._protocol(value, inverted)
        else:
            self._fragment(inverted)

    def _address(self, option: str, value: str, inverted: bool) -> None:
        found = [network(one.lstrip(" \t\n\v\f\r"), self.family) for one in value.split(",")]
        if inverted and len(found) > 1:
            raise OptionError("several addresses cannot be inverted")
        masked = [(_masked(one, mask), mask) for one, mask in found]
        (self.sources if option == "-s" else self.destinations).extend(masked)
        if max(1, len(self.sources)) * max(1, len(self.destinations)) > MOST_RULES:
            raise OptionError(f"at most {MOST_RULES} rules are made of one line")
        if inverted:
            self.invert |= INV_SRCIP if option == "-s" else INV_DSTIP

    def _interface(self, option: str, value: str, inverted: bool) -> None:
        name, mask = interface(value)
        if not name:
            raise OptionError("the name of an interface is expected")
        which = "iniface" if option == "-i" else "outiface"
        self.fields.update({which: name, f"{which}_mask": mask})
        if inverted:
            self.invert |= INV_VIA_IN if option == "-i" else INV_VIA_OUT

    def _protocol(self, value: str, inverted: bool) -> None:
        number = protocol(value, self.names)
        if not number and inverted:
            raise OptionError("no packet would match: every protocol, inverted")
        self.fields["proto"], self.protocol = number, value.lower()
        self.flags |= IPV6_F_PROTO if self.family == "ipv6" else 0  # where it is 0, too
        self.invert |= INV_PROTO if inverted else 0

    def _fragment(self, inverted: bool) -> None:
        if self.family != "ipv4":
            raise OptionError("only IPv4 has fragments of this kind")
        self.flags |= IPV4_F_FRAG
        self.invert |= INV_FRAG if inverted else 0

    @property
    def proto(self) -> int:
        """The protocol that was named, 0 where none was."""
        return int(self.fields.get("proto", 0))

    @property
    def protocol_name(self) -> str:
        """The name of the match that the protocol brings along, if there is such (find_proto)."""
        known = self.names.protocols.get(self.proto) or BUILT_IN_PROTOCOLS.get(self.proto, "")
        return called("match", known if self.protocol[:1].isdigit() else self.protocol) if self.proto else ""

    @property
    def excluded(self) -> bool:
        """True where the rule is for all but that protocol."""
        return bool(self.invert & INV_PROTO)

    def goto(self) -> None:
        self.flags |= IPV6_F_GOTO if self.family == "ipv6" else IPV4_F_GOTO

    def heads(self) -> list[dict[str, Any]]:
        """The fields of struct ipt_ip or ip6t_ip6, of one rule for each pair of source and destination."""
        same = {**self.fields, "flags": self.flags, "invflags": self.invert}
        found = []
        for source, destination in product(self.sources or [None], self.destinations or [None]):  # type: ignore[list-item]
            ends: dict[str, Any] = {}
            if source is not None:
                ends.update(src=source[0], smsk=source[1])
            if destination is not None:
                ends.update(dst=destination[0], dmsk=destination[1])
            found.append({**same, **ends})
        return found


def _masked(address: bytes, mask: bytes) -> bytes:
    number = int.from_bytes(address, "big") & int.from_bytes(mask, "big")
    return number.to_bytes(len(mask), "big")


_MISPLACED = {"PREROUTING": "outiface", "INPUT": "outiface", "OUTPUT": "iniface", "POSTROUTING": "iniface"}


def misplaced(head: Mapping[str, Any], jump: str | None, chain: str, table: str) -> str:
    """Why iptables and arptables refuse a rule in a built-in chain or table, or nothing (do_parse, 1.8.9)."""
    if head.get(_MISPLACED.get(chain, "")):
        return f"{'-o' if _MISPLACED[chain] == 'outiface' else '-i'} has no meaning in {chain}"
    return "the nat table filters nothing: iptables takes no DROP there" if (table, jump) == ("nat", "DROP") else ""
