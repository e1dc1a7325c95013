"""Options of extensions: from the words people write to the fields of a payload.

A ``RuleOption`` is a row of a table: its name, how many words it takes, and what they do to the fields. What a word
says is decided as libxtables decides it (xtoptions.c, xtables.c, 1.8.9); what this module does not know, such as the
name of a service or host, is an ``OptionError`` and never a guess. Texts are latin-1, one character a byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from iptblob.abi import Abi
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.names import BUILT_IN_PROTOCOLS, PROTOCOLS_SINCE_1_8_11, Names, service

Fields = dict[str, Any]
INTERFACE = 15  # bytes of the name of an interface, and the NUL
U8, U16, U32, U64 = 0xFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


class OptionError(Exception):
    """What is wrong with an option; who reads the line knows where it stands."""


class UnknownHereError(OptionError):
    """What iptables may well take, but makes something of that is not known here, as of the name of a host."""


class Given(NamedTuple):
    """An option as it was written: its words, whether it is inverted, and what their meaning depends on.

    ``protocol`` is the rule's so far, 0 where it is for all; ``excluded`` is true where it is for all but that one.
    ``head`` are the fields of the rule's head so far, ``iptables`` is who reads it.
    """

    values: Sequence[str]
    inverted: bool
    family: str
    names: Names
    protocol: int = 0
    excluded: bool = False
    head: Mapping[str, Any] = {}
    iptables: tuple[int, int, int] = DEBIAN_12_IPTABLES

    @property
    def value(self) -> str:
        return self.values[0]


Effect = Callable[[Fields, Given], None]


class End(NamedTuple):
    """What is known of a rule once all its words are read: which options of this extension were ``said``, by their
    names, and what their meaning depends on."""

    said: frozenset[str]
    family: str
    names: Names
    protocol: int = 0


class RuleOption(NamedTuple):
    """``--name``, its number of words, and its effect. ``aliases`` are other names of the same option.

    ``maybe`` is true where one more word belongs to it unless that begins an option. It cannot stand beside one of
    ``excludes`` nor without each of ``wants``. Where it is ``invertible`` its effect looks at that.
    """

    name: str
    effect: Effect
    words: int = 1
    aliases: tuple[str, ...] = ()
    invertible: bool = False
    repeatable: bool = False
    required: bool = False
    maybe: bool = False
    excludes: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()


_NONE: Mapping[str, Any] = MappingProxyType({})


class Options(NamedTuple):
    """All options of one revision. ``start`` are fields that are not zero before any option is read.

    ``one_of`` are options of which at least one must be given; of those in each of ``apart`` at most one can be.
    ``finish`` completes the fields; ``laid`` turns those that are no fields of the struct, because the layout decides
    how they lie there, into such. ``others`` are options of this revision under another name that iptables has for
    it. ``families`` are those in which the tools send this revision, where it is not all of them. ``since`` is the
    first iptables that sends it.
    """

    table: tuple[RuleOption, ...] = ()
    start: Mapping[str, Any] = _NONE
    finish: Callable[[Fields, End], None] | None = None
    laid: Callable[[Fields, Abi], Fields] | None = None
    one_of: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    others: Mapping[str, Options] = _NONE
    families: tuple[str, ...] = ()
    since: tuple[int, int, int] = (1, 4, 0)


_LEADING = re.compile(r"[ \t\n\v\f\r]*\+?(0[xX][0-9a-fA-F]+|[0-9]+)").match


def leading(text: str, most: int = U64, least: int = 0) -> tuple[int, str]:
    """The number that a text begins with, and what follows it, as strtoul with base 0 reads: decimal, 0x hexadecimal,
    0 octal (xtables_strtoul)."""
    found = _LEADING(text)
    if found is None:
        raise OptionError(f"a number from {least} to {most} is expected")
    digits, end = found[1], found.end()
    if digits[0] == "0" and digits[1:2] not in ("x", "X"):
        octal = len(digits) - len(digits.lstrip("01234567"))
        digits, end = digits[:octal], end - len(digits) + octal
        value = int(digits, 8)
    else:
        value = int(digits[:40], 0) if digits[:2] in ("0x", "0X") else int(digits[:40])
    if not least <= value <= most or len(digits) > 40:
        raise OptionError(f"a number from {least} to {most} is expected")
    return value, text[end:]


_INTEGER = re.compile(r"[ \t\n\v\f\r]*([-+]?[0-9]{1,18})").match


def atoi(text: str) -> int:
    """The decimal number that a text begins with, 0 where it begins with none."""
    found = _INTEGER(text)
    return int(found[1]) if found else 0


_FLOAT = re.compile(r"[ \t\n\v\f\r]*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)").match
_HEX_FLOAT = re.compile(
    r"[ \t\n\v\f\r]*([-+]?0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][-+]?[0-9]+)?)"
).match


def leading_float(text: str) -> tuple[float, str]:
    """The fraction that a text begins with, and what follows it (strtod)."""
    found = _HEX_FLOAT(text) or _FLOAT(text)
    if found is None:
        raise OptionError("a number is expected")
    try:
        value = float.fromhex(found[1]) if "x" in found[1].lower() else float(found[1])
    except OverflowError:
        value = float("inf")
    if not -1e300 < value < 1e300:
        raise UnknownHereError("what a processor makes of so great a number is not known here")
    return value, text[found.end() :]


def unsigned(text: str) -> int:
    """A number as strtoul itself reads it: with a minus it wraps around 64 bits."""
    stripped = text.lstrip(" \t\n\v\f\r")
    if not stripped.startswith("-") or stripped[1:2] in ("+", " "):
        return number(text, U64)
    return -number(stripped[1:], U64) & U64


def number(text: str, most: int = U32, least: int = 0) -> int:
    """A number and nothing else, see ``leading``."""
    value, rest = leading(text, most, least)
    if rest:
        raise OptionError(f"a number from {least} to {most} is expected")
    return value


def up_to(most: int, least: int = 0) -> Callable[[str], int]:
    """What reads a number between two others."""
    return lambda text: number(text, most, least)


def numbers(text: str, most: int = U32) -> list[int]:
    """``A`` or ``A:B`` as one or two numbers; what is left out is 0 in front and ``most`` behind (xtopt_parse_mint)."""
    words = text.split(":")
    if len(words) > 2:
        raise OptionError("one number or two with a colon between them are expected")
    return [number(word, most) if word else at * most for at, word in enumerate(words)]


def pair(text: str, most: int = U32) -> list[int]:
    """The same as two numbers, which need not ascend."""
    found = numbers(text, most)
    return [found[0], found[-1]]


def port(text: str, protocol: str = "") -> int:
    """A port by its number, or by the name of its service among those of a protocol, or of any (the first that has
    it of tcp, udp and others)."""
    try:
        return number(text, U16)
    except OptionError:
        known = service(text, protocol)
        if known is None:
            if _LEADING(text):
                raise
            raise UnknownHereError("the number of a port or the name of a well-known service is expected") from None
        return known


_DECIMAL = re.compile(r"[ \t\n\v\f\r]*[-+]?([0-9]+)").fullmatch


def any_port(text: str) -> int:
    """A port as getaddrinfo reads it: a decimal number of which 16 bits count, or the name of a service. Where an int
    of 32 bits is negative, it is no number."""
    found = _DECIMAL(text)
    if found and len(found[1]) < 20 and "-" not in text and not int(found[1]) & 1 << 31:
        return int(found[1]) & U16
    known = service(text)
    if known is None:
        raise UnknownHereError("the number of a port or the name of a well-known service is expected")
    return known


def port_pair(text: str) -> list[int]:
    """``A``, ``A:B``, ``A:``, ``:B`` as two ports, which need not ascend (xtopt_parse_mport)."""
    words = text.split(":")
    if len(words) > 2:
        raise OptionError("one port or two with a colon between them are expected")
    found = [any_port(word) if word else at * U16 for at, word in enumerate(words)]
    return [found[0], found[-1]]


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
    value, rest = leading(text, U32)
    if not rest:
        return value, U32
    if rest[0] != "/":
        raise OptionError("VALUE or VALUE/MASK is expected")
    return value, number(rest[1:])


def named_and_mask(text: str, names: Mapping[int, str]) -> tuple[int, int]:
    """``VALUE[/MASK]``, or a name of the host's for the value (xtables_parse_val_mask)."""
    try:
        value, rest = leading(text, U32)
    except OptionError:
        rest = "a name"
    if rest.startswith("/"):
        return value, number(rest[1:])
    if not rest:
        return value, U32
    for one, name in names.items():
        if name == text:
            return one, U32
    raise UnknownHereError("a number is expected, or a name that the host has for it")


def begun(text: str, names: Mapping[int, str]) -> int:
    """What the first name means that begins so, in capitals or not (strncasecmp)."""
    for value, name in names.items():
        if text and name.upper().startswith(text.upper()):
            return value
    raise OptionError(f"one of {', '.join(names.values())} is expected")


def bits(text: str, names: Mapping[int, str]) -> int:
    """Names with commas between them, each as ``begun``."""
    total = 0
    for word in text.split(","):
        total |= begun(word, names)
    return total


def words_of(text: str) -> list[str]:
    """What stands between commas; nothing is no word (strtok)."""
    return [word for word in text.split(",") if word]


def chosen(text: str, names: Mapping[int, str]) -> int:
    """The number of a name."""
    found = [one for one, name in names.items() if name == text]
    if not found:
        raise OptionError(f"one of {', '.join(names.values())} is expected")
    return found[0]


def named(text: str, names: Mapping[int, str]) -> int:
    """The number of a name, in capitals or not."""
    return chosen(text.upper(), {value: name.strip().upper() for value, name in names.items()})


def interface(text: str) -> tuple[bytes, bytes]:
    """The name of an interface and its mask, which ends before a ``+`` at the end, else behind the NUL
    (xtables_parse_interface)."""
    name = text.encode("latin-1")
    if len(name) > INTERFACE:
        raise OptionError(f"the name of an interface has at most {INTERFACE} bytes")
    compared = len(name) - 1 if name.endswith(b"+") else len(name) + bool(name)
    return name, (b"\xff" * compared).ljust(INTERFACE + 1, b"\0")


# Second names of numbers, of libxtables and of Debian 12 (xtables_chain_protos, /etc/protocols).
OTHER_PROTOCOLS = {"icmpv6": 58, "mh": 135, "ipv6-mh": 135, "hopopt": 0}


def protocol(text: str, names: Names) -> int:
    """A protocol by number or name; capitals do not count."""
    try:
        return number(text, U8)
    except OptionError:
        pass
    name = text.lower()
    if name in OTHER_PROTOCOLS:
        return OTHER_PROTOCOLS[name]
    for table in (BUILT_IN_PROTOCOLS, PROTOCOLS_SINCE_1_8_11, names.protocols):
        for value, known in table.items():
            if known == name:
                return value
    raise OptionError("a protocol is expected, by number or name")


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


def asks(name: str, bit: int, inverted: str, **values: Any) -> Effect:
    """Ask for a test: set its bit, and where it is inverted the same one in another field; and ``put`` the values."""

    return both(flag(name, bit), inverts(inverted, bit), put(**values))


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
