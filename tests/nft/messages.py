"""Netlink messages of nf_tables as tests want them: a writer of its own, from nf_tables.h and netlink.h."""

from __future__ import annotations

import struct

NEWTABLE, NEWCHAIN, NEWRULE = 0xA00, 0xA03, 0xA06
Value = bytes | int | list[bytes]


def attribute(kind: int, value: Value, *, order: str = "<") -> bytes:
    """An attribute; numbers are 32 bits in network order, lists are nested."""
    if isinstance(value, int):
        value = struct.pack(">I", value & 0xFFFFFFFF)
    nested = 0x8000 if isinstance(value, list) else 0
    octets = b"".join(value) if isinstance(value, list) else value
    return struct.pack(f"{order}HH", 4 + len(octets), kind | nested) + octets + bytes(-len(octets) % 4)


def message(kind: int, family: int, *attributes: bytes, order: str = "<") -> bytes:
    body = struct.pack("BBH", family, 0, 0) + b"".join(attributes)
    return struct.pack(f"{order}IHHII", 16 + len(body), kind, 2, 1, 1) + body


def expression(name: str, *values: bytes) -> bytes:
    return attribute(1, [attribute(1, name.encode() + b"\0"), attribute(2, list(values))])


def data(kind: int, value: bytes) -> bytes:
    return attribute(kind, [attribute(1, value)])


def payload(base: int, offset: int, length: int, register: int = 1) -> bytes:
    return expression(
        "payload", *(attribute(kind, value) for kind, value in enumerate((register, base, offset, length), 1))
    )


def meta(key: int, register: int = 1) -> bytes:
    return expression("meta", attribute(2, key), attribute(1, register))


def compare(value: bytes, operator: int = 0, register: int = 1) -> bytes:
    return expression("cmp", attribute(1, register), attribute(2, operator), data(3, value))


def masked(mask: bytes, xor: bytes | None = None, register: int = 1) -> bytes:
    xor = bytes(len(mask)) if xor is None else xor
    return expression("bitwise", attribute(1, register), attribute(2, register), attribute(3, len(mask)), data(4, mask),
                      data(5, xor))  # fmt: skip


def ranged(low: bytes, high: bytes, operator: int = 0) -> bytes:
    return expression("range", attribute(1, 1), attribute(2, operator), data(3, low), data(4, high))


def counter(packets: int = 0, octets: int = 0) -> bytes:
    return expression("counter", attribute(1, struct.pack(">Q", octets)), attribute(2, struct.pack(">Q", packets)))


def verdict(code: int, chain: bytes = b"") -> bytes:
    inner = [attribute(1, code)] + ([attribute(2, chain + b"\0")] if chain else [])
    return expression("immediate", attribute(1, 0), attribute(2, [attribute(2, inner)]))


def rule(*expressions: bytes, chain: str = "INPUT", table: str = "filter", family: int = 2) -> bytes:
    return message(NEWRULE, family, attribute(1, table.encode() + b"\0"), attribute(2, chain.encode() + b"\0"),
                   attribute(4, list(expressions)))  # fmt: skip


ACCEPT, DROP, RETURN = verdict(1), verdict(0), verdict(-5)


def chain(name: str, table: str = "filter", family: int = 2, *, hook: int | None = None) -> bytes:
    """A chain that jumps lead to, or with ``hook`` one that iptables-nft makes in the table filter."""
    names = (attribute(1, table.encode() + b"\0"), attribute(3, name.encode() + b"\0"))
    if hook is None:
        return message(NEWCHAIN, family, *names)
    place = attribute(4, [attribute(1, hook), attribute(2, 0)])
    return message(NEWCHAIN, family, *names, place, attribute(5, 1), attribute(7, b"filter\0"))
