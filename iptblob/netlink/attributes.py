"""Attributes in a message, and attributes in attributes, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from struct import Struct
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.netlink.messages import ALIGN, DamagedError, Message
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import picker

NLA_F_NESTED, NLA_F_NET_BYTEORDER = 0x8000, 0x4000  # include/uapi/linux/netlink.h, v6.1
NLA_TYPE_MASK = 0x3FFF
# nf_tables nests rule, expressions, element, expression, data, verdict: twice as deep is no dump of a kernel
MAX_DEPTH = 16


class Attribute(NamedTuple):
    """One attribute: ``kind`` is nla_type without its flags; ``at``, ``start`` (of the value) and ``end`` are bytes of
    the buffer."""

    kind: int
    flags: int
    at: int
    start: int
    end: int


@cache
def _header(abi: Abi) -> tuple[Struct, int]:
    layout = layout_of("nlattr", abi)
    return picker(layout, abi.order, "size", "kind"), layout.size


def read_attributes(data: bytes, start: int, end: int, abi: Abi) -> Iterator[Attribute]:
    """The attributes between two bytes of a buffer; DamagedError where one does not fit there."""
    header, least = _header(abi)
    at, unpack = start, header.unpack_from
    while at < end:
        if at + least > end:
            raise DamagedError(f"{end - at} bytes are too few for an attribute", offset=at)
        size, kind = unpack(data, at)
        if size < least or at + size > end:
            raise DamagedError(f"an attribute says it has {size} bytes, {end - at} are left", offset=at)
        yield Attribute(kind & NLA_TYPE_MASK, kind & ~NLA_TYPE_MASK, at, at + least, at + size)
        at += (size + ALIGN - 1) & -ALIGN


def attribute_spans(data: bytes, start: int, end: int, abi: Abi) -> list[tuple[int, int, int]]:
    """The same as ``(type, start, end)`` of each value: for what is read by the hundred thousand."""
    header, least = _header(abi)
    at, unpack, found = start, header.unpack_from, []
    while at + least <= end:
        size, kind = unpack(data, at)
        if size < least or at + size > end:
            break
        found.append((kind & NLA_TYPE_MASK, at + least, at + size))
        at += (size + ALIGN - 1) & -ALIGN
    if at < end:
        list(read_attributes(data, at, end, abi))  # says what is wrong there
    return found


class Nest:
    """What lies between two bytes of a buffer, read as attributes when asked for; and so on inwards.

    Whether an attribute holds attributes is known by its place: nf_tables does not always set NLA_F_NESTED.
    """

    __slots__ = ("_found", "abi", "data", "depth", "end", "start")

    def __init__(self, data: bytes, start: int, end: int, abi: Abi, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            raise DamagedError(f"attributes are nested more than {MAX_DEPTH} deep", offset=start)
        self.data, self.start, self.end, self.abi, self.depth = data, start, end, abi, depth
        self._found: tuple[Attribute, ...] | None = None

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """In the order of the buffer; DamagedError where they do not fit."""
        if self._found is None:
            self._found = tuple(read_attributes(self.data, self.start, self.end, self.abi))
        return self._found

    def find(self, kind: int) -> Attribute | None:
        """The first attribute of this type."""
        return next((one for one in self.attributes if one.kind == kind), None)

    def inside(self, one: Attribute) -> Nest:
        """The attributes in an attribute."""
        return Nest(self.data, one.start, one.end, self.abi, self.depth + 1)

    def nest(self, kind: int) -> Nest | None:
        """The attributes in the first attribute of this type."""
        one = self.find(kind)
        return None if one is None else self.inside(one)

    def value(self, kind: int) -> bytes | None:
        """The bytes of the first attribute of this type."""
        one = self.find(kind)
        return None if one is None else self.data[one.start : one.end]

    def text(self, kind: int) -> bytes | None:
        """The same up to the first NUL."""
        value = self.value(kind)
        return None if value is None else value.partition(b"\0")[0]

    def number(self, kind: int) -> int | None:
        """The same as a number in network order, as nfnetlink has them."""
        value = self.value(kind)
        return None if value is None else int.from_bytes(value, "big")


def body_of(data: bytes, message: Message, head: str, abi: Abi) -> Nest:
    """The attributes of a message behind ``head``, the spec that it begins with (nfgenmsg, ifinfomsg, ...)."""
    start = message.body + layout_of(head, abi).size
    if start > message.end:
        raise DamagedError(f"a message of {message.end - message.at} bytes has no {head}", offset=message.at)
    return Nest(data, start, message.end, abi)


def family_of(data: bytes, message: Message, abi: Abi) -> int:
    """NFPROTO number that a message of nfnetlink is of."""
    at = message.body + layout_of("nfgenmsg", abi)["family"].offset
    if at >= message.end:
        raise DamagedError(f"a message of {message.end - message.at} bytes has no nfgenmsg", offset=message.at)
    return data[at]
