"""Options of extensions: from the words people write to the fields of a payload.

A ``RuleOption`` is a row of a table: its name, how many words it takes, and what they do to the fields. What a word
says is decided as libxtables decides it (xtoptions.c, xtables.c, 1.8.9); what this module does not know, such as the
name of a service or host, is an ``OptionError`` and never a guess. Texts are latin-1, one character a byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from types import MappingProxyType
from typing import Any, NamedTuple

from iptblob.names import BUILT_IN_PROTOCOLS, PROTOCOLS_SINCE_1_8_11, Names

Fields = dict[str, Any]
U16, U32 = 0xFFFF, 0xFFFFFFFF


class OptionError(Exception):
    """What is wrong with an option; who reads the line knows where it stands."""


class Given(NamedTuple):
    """An option as it was written: its words, whether it is inverted, and what their meaning depends on.

    ``protocol`` is the rule's, 0 where it is for all or for all but one.
    """

    values: Sequence[str]
    inverted: bool
    family: str
    names: Names
    protocol: int = 0

    @property
    def value(self) -> str:
        return self.values[0]


Effect = Callable[[Fields, Given], None]


class RuleOption(NamedTuple):
    """``--name``, its number of words, and its effect. ``aliases`` are other names of the same option."""

    name: str
    effect: Effect
    words: int = 1
    aliases: tuple[str, ...] = ()
    invertible: bool = False
    repeatable: bool = False
    required: bool = False


_NONE: Mapping[str, Any] = MappingProxyType({})


class Options(NamedTuple):
    """All options of one revision. ``start`` are fields that are not zero before any option is read.

    ``one_of`` are options of which exactly one must be given, ``finish`` completes the fields. ``others`` are
    options of this revision under another name that iptables has for it. ``families`` are those in which the tools
    send this revision, where it is not all of them. ``protocol`` is that whose rules may have these options without
    naming the match (``-p tcp --dport 22``).
    """

    table: tuple[RuleOption, ...]
    start: Mapping[str, Any] = _NONE
    finish: Callable[[Fields], None] | None = None
    others: Mapping[str, Options] = _NONE
    families: tuple[str, ...] = ()
    protocol: int = 0


_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|[0-9]+").fullmatch


def number(text: str, most: int = U32, least: int = 0) -> int:
    """A number as strtoul with base 0 reads it: decimal, 0x hexadecimal, 0 octal (xtables_strtoui)."""
    try:
        value = int(text, 8 if text[:1] == "0" and text[:2].lower() != "0x" else 0) if _NUMBER(text) else -1
    except ValueError:
        value = -1
    if not least <= value <= most:
        raise OptionError(f"a number from {least} to {most} is expected")
    return value


def port(text: str) -> int:
    """A port by its number."""
    if text[:1].isdigit():
        return number(text, U16)
    raise OptionError("the number of a port is expected; names of services are not known here")


def span(text: str, most: int = U16, separator: str = ":", one: Callable[[str], int] = port) -> list[int]:
    """``A``, ``A:B``, ``A:``, ``:B``; the ends of a range that are left out are 0 and ``most``."""
    low, found, high = text.partition(separator)
    if not found:
        return [one(text)] * 2
    bounds = [one(low) if low else 0, one(high) if high else most]
    if bounds[0] > bounds[1]:
        raise OptionError("the range ends before it begins")
    return bounds


def value_and_mask(text: str) -> tuple[int, int]:
    """``VALUE[/MASK]``, all 32 bits without a mask."""
    value, found, mask = text.partition("/")
    return number(value), number(mask) if found else U32


def bits(text: str, names: Mapping[int, str]) -> int:
    """Names with commas between them, in capitals or not."""
    known = {name.upper(): bit for bit, name in names.items()}
    total = 0
    for word in text.split(","):
        if word.upper() not in known:
            raise OptionError(f"one of {', '.join(names.values())} is expected")
        total |= known[word.upper()]
    return total


def chosen(text: str, names: Mapping[int, str]) -> int:
    """The number of a name."""
    found = [one for one, name in names.items() if name == text]
    if not found:
        raise OptionError(f"one of {', '.join(names.values())} is expected")
    return found[0]


def protocol(text: str, names: Names) -> int:
    """A protocol by number or name; capitals do not count."""
    if text[:1].isdigit():
        return number(text, 255)
    name = text.lower()
    for table in (BUILT_IN_PROTOCOLS, {58: "icmpv6", 135: "mh"}, PROTOCOLS_SINCE_1_8_11, names.protocols):
        for value, known in table.items():
            if known == name:
                return value
    raise OptionError("a protocol is expected, by number or name")


def ipv4(text: str) -> bytes:
    """Four bytes of a dotted quad; parts that are left out at the end are 0."""
    parts = text.split(".")
    if not 1 <= len(parts) <= 4 or not all(part.isascii() and part.isdigit() for part in parts):
        raise OptionError("an IPv4 address is expected; names of hosts are not looked up")
    if any(int(part) > 255 for part in parts):
        raise OptionError("an IPv4 address has numbers up to 255")
    return bytes(map(int, (*parts, *["0"] * (4 - len(parts)))))


def ipv6(text: str) -> bytes:
    """Sixteen bytes."""
    try:
        return IPv6Address(text if "%" not in text else "").packed
    except AddressValueError:
        raise OptionError("an IPv6 address is expected; names of hosts are not looked up") from None


def address(text: str, family: str) -> bytes:
    """4 or 16 bytes."""
    return ipv6(text) if family == "ipv6" else ipv4(text)


def network(text: str, family: str) -> tuple[bytes, bytes]:
    """``ADDRESS[/MASK]``, the mask as a length or an address; host bits stay."""
    value, found, mask = text.partition("/")
    width = 16 if family == "ipv6" else 4
    if not found:
        return address(value, family), b"\xff" * width
    if mask.isascii() and mask.isdigit():
        length = int(mask) if len(mask) < 4 else 999
        if length > 8 * width:
            raise OptionError(f"a mask of at most {8 * width} bits is expected")
        return address(value, family), ((1 << 8 * width) - (1 << 8 * width - length)).to_bytes(width, "big")
    return address(value, family), _mask(mask, family)


def _mask(text: str, family: str) -> bytes:
    try:
        return (IPv6Address if family == "ipv6" else IPv4Address)(text).packed
    except AddressValueError:
        raise OptionError("a mask is expected, as a number of bits or an address") from None


def cut(text: str, most: int) -> bytes:
    """The bytes of a text; what is longer than ``most`` bytes libxtables cuts off (xtopt_parse_string)."""
    return text[:most].encode("latin-1")


# Effects that many options share.


def put(**values: Any) -> Effect:
    """Set fields: a function is asked with the option's word, anything else is the value."""

    def effect(fields: Fields, given: Given) -> None:
        fields.update({name: value(given.value) if callable(value) else value for name, value in values.items()})

    return effect


def flag(name: str, bit: int) -> Effect:
    """Set a bit."""

    def effect(fields: Fields, _: Given) -> None:
        fields[name] = fields.get(name, 0) | bit

    return effect


def inverts(name: str, bit: int) -> Effect:
    """Set a bit where the option is inverted."""

    def effect(fields: Fields, given: Given) -> None:
        if given.inverted:
            fields[name] = fields.get(name, 0) | bit

    return effect


def both(*effects: Effect) -> Effect:
    """One after the other."""

    def effect(fields: Fields, given: Given) -> None:
        for one in effects:
            one(fields, given)

    return effect
