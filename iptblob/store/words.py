"""Rules as words, to see which of them belong to a host: options stay, what they are given may vary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')
ADDRESS_WORD = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
# What programs make up anew on each host: interfaces of containers, bridges, chains with a hash in their name
MADE = re.compile(
    r"\b(?:veth[0-9a-f]{6,11}|br-[0-9a-f]{12}|cali[0-9a-f]{11}|lxc[0-9a-z]{6,12}|vnet\d+)\b"
    r"|\btap[0-9a-f]{6,11}(?:-[0-9a-f]{2})?\b"
    r"|\b(?:KUBE-(?:SVC|SEP|FW|XLB|EXT|SVL)-[A-Z0-9]{16}|cali-[tf][wo]-[\w-]{4,20}|CNI-(?:DN-)?[0-9a-f]{20,24})"
)
HOLE, OWN_TAG, OWN_END = "\0", "\1", "\2"  # where a value was; around what it is to a host


@lru_cache(1 << 17)
def words(text: str) -> tuple[str, ...]:
    """The words of a rule as iptables-save writes it."""
    return tuple(_WORD.findall(text))


def is_option(word: str) -> bool:
    return word == "!" or (word.startswith("-") and len(word) > 1 and not word[1:2].isdigit())


def holes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(rule with a hole, what was there): one value at a time, then all addresses, all made names, all of both."""
    found = words(text)
    values = [at for at, word in enumerate(found) if not is_option(word) and not _is_fixed(found, at)]
    for at in values:
        yield _without(found, (at,))
    addresses = tuple(at for at in values if ADDRESS_WORD.match(found[at].strip('"')))
    made = tuple(at for at in values if MADE.search(found[at]))
    devices = tuple(at for at in values if found[at - 1] in ("-i", "-o", "--physdev-in", "--physdev-out"))
    for several in dict.fromkeys((addresses, made, tuple(sorted({*addresses, *made, *devices})))):
        if len(several) > 1:
            yield _without(found, several)


def _is_fixed(found: tuple[str, ...], at: int) -> bool:
    """Is it what a rule does, and not to whom: a module, a protocol, a verdict, a chain whose name nobody made up?"""
    before = found[at - 1] if at else ""
    return before in ("-m", "-p") or (before in ("-j", "-g") and not MADE.search(found[at]))


def _without(found: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, tuple[str, ...]]:
    gone = set(places)
    return (
        " ".join(HOLE if at in gone else word for at, word in enumerate(found)),
        tuple(found[at] for at in places),
    )


def own_words(text: str, addresses: dict[str, str], host: str) -> str:
    """The rule with a host's own addresses and its name taken out."""

    def named(match: re.Match[str]) -> str:
        try:
            interface = addresses.get(str(ip_address(match.group())))
        except ValueError:
            return match.group()
        return match.group() if interface is None else f"{OWN_TAG}address of {interface}{OWN_END}"

    found = ADDRESS_WORD.sub(named, text) if addresses else text
    if len(host) < 3 or host not in found:
        return found
    return re.sub(rf"(?<![\w.-]){re.escape(host)}(?![\w-])", f"{OWN_TAG}host{OWN_END}", found)


def number_of(word: str) -> int | None:
    """The address that a word begins with, as a number."""
    match = ADDRESS_WORD.match(word.strip('"'))
    try:
        return int(ip_address(match.group())) if match else None
    except ValueError:
        return None


def shown(pattern: str) -> str:
    """A rule with holes, to be read."""
    return pattern.replace(OWN_TAG, "<").replace(OWN_END, ">").replace(HOLE, "*")
