"""Leaves of what a parser of the entry points, compiled to Python in debug mode, has read; as dump.js does it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from tests.ksy.expected import Leaf

TEXTS = ("TextField", "NameField")
PAYLOADS = ("MatchData", "TargetData")


def leaves(struct: Any, base: int = 0) -> Iterator[Leaf]:
    """``base`` is where the stream that ``struct`` was read from begins in the file."""
    for name in struct.SEQ_FIELDS:
        if name in struct._debug:
            yield from _leaves_of(getattr(struct, name), struct._debug[name], struct, base)


def _leaves_of(value: Any, note: dict[str, Any], parent: Any, base: int) -> Iterator[Leaf]:
    start, size = base + note["start"], note["end"] - note["start"]
    first = value[0] if isinstance(value, list) and value else value
    kind = type(first).__name__
    if isinstance(value, list) and hasattr(first, "SEQ_FIELDS") and not kind.endswith("Bits"):
        for item, its_note in zip(value, note["arr"], strict=True):
            yield from _leaves_of(item, its_note, parent, base)
    elif not hasattr(first, "SEQ_FIELDS"):
        if size:
            yield start, size, _plain(value)
    elif kind in TEXTS:
        yield start, size, value.raw.split(b"\0")[0]
    elif kind == "UnsignedLong" or kind.endswith("Bits"):
        yield start, size, [item.value for item in value] if isinstance(value, list) else value.value
    elif kind in PAYLOADS:
        yield from _payload(value, start)
    else:
        yield from leaves(value, start if value._io is not parent._io else base)


def _payload(data: Any, start: int) -> list[Leaf]:
    """The struct's leaves where the struct, padded, is as long as the payload; else none, as the reader does it."""
    try:
        payload = data.payload
    except (EOFError, ValueError):
        return []  # shorter than the struct that its name promises
    if type(payload).__name__ == "UnknownPayload":
        return []
    found = list(leaves(payload, start))
    size = max((at + length for at, length, _ in found), default=start) - start
    align = data._root.align_u64
    return found if (size + align - 1) // align * align == len(data.raw) else []


def _plain(value: Any) -> Any:
    if isinstance(value, IntEnum):
        return int(value)
    return [_plain(item) for item in value] if isinstance(value, list) else value
