"""Interfaces and protocols as the three versions printed them from one table (Linux 6.18, names and masks by hand)."""

from __future__ import annotations

import pytest

from iptblob.abi import LP64_LE
from iptblob.extensions.base import Context
from iptblob.names import Names
from iptblob.words.head import interface, protocol

OLD, OLDER, NEW = (1, 8, 9), (1, 8, 10), (1, 8, 11)

# name, bytes of the mask that count, inverted -> what 1.8.9 and 1.8.10 printed, what 1.8.11 printed
INTERFACES = [
    (b"eth0", 5, False, " -i eth0", " -i eth0"),
    (b"eth0", 4, False, " -i eth0+", " -i eth0"),
    (b"eth0+", 4, False, " -i eth0+", " -i eth0+"),
    (b"eth0+", 3, False, " -i eth+", " -i eth0+"),
    (b"eth0", 2, True, " ! -i et+", " ! -i eth0"),
    (b"eth0", 16, False, " -i eth0", " -i eth0"),
    (b"+", 0, False, "", ""),
    (b"+", 0, True, "", " ! -i +"),
    (b"+", 1, False, " -i ++", ""),
    (b"+", 2, True, " ! -i +", " ! -i +"),
    (b"abc", 0, False, "", " -i abc"),
    (b"", 0, True, "", ""),
    (b"", 1, False, " -i ", ""),
    (b"abcdefghijklmno", 15, False, " -i abcdefghijklmno+", " -i abcdefghijklmno"),
    (b"eth0\0x", 6, False, " -i eth0x+", " -i eth0"),
    (b"eth0\0x", 5, False, " -i eth0", " -i eth0"),
    (b"abcdefghijklmnop", 16, False, " -i abcdefghijklmnop", " -i abcdefghijklmnop"),
]


def context(version: tuple[int, int, int]) -> Context:
    return Context("ipv4", LP64_LE, Names(protocols={33: "dccp-by-file", 47: "gre", 50: "esp-by-file"}), version)


@pytest.mark.parametrize(("name", "counted", "invert", "before", "after"), INTERFACES)
def test_interface(name: bytes, counted: int, invert: bool, before: str, after: str) -> None:
    mask = (b"\xff" * counted).ljust(16, b"\0")
    shown = [interface("-i", name, mask, invert, context(version)) for version in (OLD, OLDER, NEW)]
    assert shown == [before, before, after]


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (0, "", ""),
        (6, " -p tcp", " -p tcp"),
        (33, " -p dccp-by-file", " -p dccp"),
        (47, " -p gre", " -p 47"),
        (50, " -p esp", " -p esp"),
        (108, " -p 108", " -p ipcomp"),
        (300, " -p 300", " -p 300"),
    ],
)
def test_protocol(number: int, before: str, after: str) -> None:
    assert [protocol(number, 0, context(version)) for version in (OLD, OLDER, NEW)] == [before, before, after]
