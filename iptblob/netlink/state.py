"""What netlink answers say apart from what moves by itself: equal states give equal hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from iptblob.abi import Abi
from iptblob.netlink.attributes import Nest, body_of, family_of
from iptblob.netlink.kinds import (
    ELEMENT,
    EXPRESSION,
    LIST_ELEM,
    NEWGEN,
    NEWSETELEM,
    SETELEM_ELEMENTS,
    SETELEM_SET,
    SETELEM_TABLE,
    SHAPES,
    MessageShape,
    head_of,
)
from iptblob.netlink.messages import Message, read_messages

_PLAIN = MessageShape()


def state_hash(data: bytes, abi: Abi) -> bytes:
    """32 bytes over all messages of a ``.nl`` member but counters, ages, handles, sequence and port numbers.

    The elements of a set count in no order: a set has none, and the kernel's changes. Raises DamagedError.
    """
    digest = hashlib.sha256()
    elements: dict[bytes, list[bytes]] = {}
    for message in read_messages(data, abi):
        if message.kind == NEWSETELEM:
            _elements(data, message, abi, elements)
        elif message.is_content and message.kind != NEWGEN:
            digest.update(_sized(_lasting(data, message, abi)))
    for owner in sorted(elements):
        digest.update(_sized(owner) + b"".join(map(_sized, sorted(elements[owner]))))
    return digest.digest()


def _lasting(data: bytes, message: Message, abi: Abi) -> bytes:
    """Type, head and lasting attributes of one message."""
    kind = message.kind.to_bytes(2, "little")
    head = head_of(message.kind)
    if head is None:
        return kind + data[message.body : message.end]
    nest = body_of(data, message, head, abi)
    fixed = data[message.body : nest.start]
    if head == "nfgenmsg":
        fixed = bytes([family_of(data, message, abi)])  # not the generation, which is there too
    return kind + fixed + b"".join(_attributes(nest, SHAPES.get(message.kind, _PLAIN)))


def _attributes(nest: Nest, shape: MessageShape) -> Iterator[bytes]:
    inside = dict(shape.inside)
    for name, content_kind, shapes in shape.by_name:
        found = shapes.get(nest.value(name) or b"")
        if found:
            inside[content_kind] = found
    data, moving = nest.data, shape.moving
    for one in nest.attributes:
        if one.kind in moving:
            continue
        inner = inside.get(one.kind)
        content = data[one.start : one.end]
        if inner is EXPRESSION:
            content = _expression(content, nest.abi, nest.depth + 1)
        elif inner is not None:
            content = b"".join(_attributes(nest.inside(one), inner))
        yield one.kind.to_bytes(2, "little") + _sized(content)


@lru_cache(maxsize=1 << 16)
def _expression(content: bytes, abi: Abi, depth: int) -> bytes:
    """An expression of a rule: few are unlike all others, so each is read once."""
    return b"".join(_attributes(Nest(content, 0, len(content), abi, depth), EXPRESSION))


def lasting_expression(content: bytes, abi: Abi) -> bytes:
    """What of an expression of a rule stays the same while packets pass. Raises DamagedError."""
    return _expression(content, abi, 0)


def _elements(data: bytes, message: Message, abi: Abi, found: dict[bytes, list[bytes]]) -> None:
    """The elements in one message, to those of their set."""
    nest = body_of(data, message, "nfgenmsg", abi)
    names = (nest.text(SETELEM_TABLE) or b"", nest.text(SETELEM_SET) or b"")
    listed = found.setdefault(bytes([family_of(data, message, abi)]) + b"\0".join(names), [])
    elements = nest.nest(SETELEM_ELEMENTS)
    for one in elements.attributes if elements else ():
        if elements and one.kind == LIST_ELEM:
            listed.append(b"".join(_attributes(elements.inside(one), ELEMENT)))


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(4, "little") + content
