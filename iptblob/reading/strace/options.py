"""The socket options of the table families, by name and by number, as strace prints either.

Numbers: include/uapi/linux/netfilter_{ipv4/ip,ipv6/ip6,arp/arp}_tables.h and netfilter_bridge/ebtables.h, v6.1.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from iptblob.family import ARP, IPV4, IPV6, Family

INFO, ENTRIES, REVISION = "GET_INFO", "GET_ENTRIES", "GET_REVISION"
REPLACE, COUNTERS = "SET_REPLACE", "SET_ADD_COUNTERS"
BRIDGE = "ebtables"

_SOL_IP, _SOL_IPV6 = 0, 41
_LEVELS = {b"SOL_IP": _SOL_IP, b"SOL_IPV6": _SOL_IPV6, b"IPPROTO_IP": _SOL_IP, b"IPPROTO_IPV6": _SOL_IPV6}
_WORD = re.compile(rb"\s*([A-Za-z0-9_]+)")


class Option(NamedTuple):
    """What a call asks for. ``kind`` is match or target where it asks for a revision, ``family`` None for ebtables."""

    what: str
    family: Family | None
    kind: str = ""


def _numbers() -> dict[tuple[bool, int, int], Option]:
    found = {}
    for level, base, family in ((_SOL_IP, 0x40, IPV4), (_SOL_IPV6, 0x40, IPV6), (_SOL_IP, 0x60, ARP)):
        found[False, level, base] = Option(INFO, family)
        found[False, level, base + 1] = Option(ENTRIES, family)
        found[True, level, base] = Option(REPLACE, family)
        found[True, level, base + 1] = Option(COUNTERS, family)
    asked = (
        (_SOL_IP, 0x42, IPV4, "match"), (_SOL_IP, 0x43, IPV4, "target"), (_SOL_IPV6, 0x44, IPV6, "match"),
        (_SOL_IPV6, 0x45, IPV6, "target"), (_SOL_IP, 0x63, ARP, "target"),
    )  # fmt: skip
    for level, number, family, kind in asked:
        found[False, level, number] = Option(REVISION, family, kind)
    for number in range(0x80, 0x84):
        found[False, _SOL_IP, number] = found[True, _SOL_IP, number] = Option(BRIDGE, None)
    return found


def _names() -> dict[bytes, Option]:
    found = {}
    for prefix, family in (("IPT", IPV4), ("IP6T", IPV6), ("ARPT", ARP)):
        for what in (INFO, ENTRIES, REPLACE, COUNTERS):
            found[f"{prefix}_SO_{what}".encode()] = Option(what, family)
        for kind in ("match", "target"):
            found[f"{prefix}_SO_{REVISION}_{kind.upper()}".encode()] = Option(REVISION, family, kind)
    return found


_BY_NUMBER, _BY_NAME = _numbers(), _names()


def option_of(setting: bool, level: bytes, option: bytes) -> Option | None:
    """What ``level`` and ``option`` stand for, each a name, a number, or a number with a comment; None for others."""
    word = _first_word(option)
    if word.startswith(b"EBT_SO_"):
        return Option(BRIDGE, None)
    if word in _BY_NAME:
        return _BY_NAME[word]
    first = _first_word(level)
    at, number = _LEVELS.get(first, _number(first)), _number(word)
    return None if at is None or number is None else _BY_NUMBER.get((setting, at, number))


def _first_word(text: bytes) -> bytes:
    found = _WORD.match(text)
    return found[1] if found else b""


def _number(text: bytes) -> int | None:
    try:
        return int(text, 0)
    except ValueError:
        return None
