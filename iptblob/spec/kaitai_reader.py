"""The reference reader: the parsers the Kaitai compiler made, asked where they read what.

Slow (an object per struct) and independent of the layout tables; what is read in bulk must equal what is read here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from enum import IntEnum
from io import BytesIO
from typing import Any

from kaitaistruct import KaitaiStream

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.model import FieldValue

PARSERS = "iptblob.spec.parsers"
RECORD_KINDS = ("matches", "target")


class UnreadableError(Exception):
    """An entry cannot be read; ``offset`` is where it starts, in bytes from the first entry."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(f"entry at {offset}: {reason}")
        self.offset = offset


def parser(spec: str) -> Any:
    """The generated class of a spec."""
    name = "".join(part.capitalize() for part in spec.split("_"))
    return getattr(importlib.import_module(f"{PARSERS}.{spec}"), name)


def read_entries(data: bytes, family: Family, abi: Abi) -> Iterator[tuple[int, int, tuple[FieldValue, ...]]]:
    """(offset, size, fields) of each entry; UnreadableError at the first that cannot be read."""
    make = parser(family.entry_spec)
    stream = KaitaiStream(BytesIO(data))
    offset = 0
    while offset < len(data):
        stream.seek(offset)
        entry = make(abi.is_be, abi.len_long, abi.align_u64, stream)
        try:
            entry._read()
        except (EOFError, ValueError) as error:
            raise UnreadableError(offset, str(error)) from None
        yield offset, entry.next_offset, tuple(_entry_fields(entry, offset, abi))
        offset += entry.next_offset


def _entry_fields(entry: Any, offset: int, abi: Abi) -> Iterator[FieldValue]:
    for name in entry.SEQ_FIELDS:
        if name not in RECORD_KINDS:
            yield from _flatten(getattr(entry, name), name, entry, entry._debug[name], 0)
    base = entry._debug["matches"]["start"]
    for number, match in enumerate(entry.matches.matches):
        yield from _record(match, f"matches[{number}]", base, abi)
    yield from _record(entry.target, "target", entry._debug["target"]["start"], abi)
    assert entry._debug["target"]["end"] == offset + entry.next_offset


def _record(record: Any, prefix: str, base: int, abi: Abi) -> Iterator[FieldValue]:
    """Fields of a match or target; ``base`` is where the stream it was read from begins."""
    for name in record.SEQ_FIELDS:
        if name not in ("data", "spare"):
            yield from _flatten(getattr(record, name), f"{prefix}.{name}", record, record._debug[name], base)
    start = record._debug["data"]["start"] + base
    yield from _payload(record, prefix, start, abi)
    if getattr(record, "spare", b""):
        yield from _flatten(record.spare, f"{prefix}.spare", record, record._debug["spare"], base)


def _payload(record: Any, prefix: str, start: int, abi: Abi) -> Iterator[FieldValue]:
    """The payload as its extension understands it; whole, as bytes, where size or name are not an extension's."""
    fields: list[FieldValue] | None = None
    data = record.data.raw
    try:
        payload = record.data.payload
    except (EOFError, ValueError):
        payload = None  # too short for the struct its name promises
    if payload is not None and type(payload.body).__name__ != "UnknownPayload":
        size = len(data) - len(payload.pad_align)
        if abi.align(size) == len(data):
            fields = list(_flatten(payload.body, f"{prefix}.payload", payload, {}, start))
            if payload.pad_align:
                at = start + size
                fields.append(FieldValue(f"{prefix}.pad_align", at, len(payload.pad_align), payload.pad_align))
    if fields is not None:
        yield from fields
    elif data:
        yield FieldValue(f"{prefix}.data", start, len(data), data)


def _flatten(value: Any, path: str, parent: Any, where: dict[str, Any], base: int) -> Iterator[FieldValue]:
    """``where`` is the parser's own note of the field's place, ``base`` where its stream begins."""
    if hasattr(value, "SEQ_FIELDS"):
        for name in value.SEQ_FIELDS:
            yield from _flatten(getattr(value, name), f"{path}.{name}", value, value._debug[name], base)
    elif isinstance(value, list) and value and hasattr(value[0], "SEQ_FIELDS"):
        for number, element in enumerate(value):
            yield from _flatten(element, f"{path}[{number}]", parent, where, base)
    elif where["end"] > where["start"]:
        yield FieldValue(path, where["start"] + base, where["end"] - where["start"], _plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, IntEnum):
        return int(value)
    return [_plain(item) for item in value] if isinstance(value, list) else value
